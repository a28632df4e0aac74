using IncidentBot.TeamsFake.World;
using IncidentBot.Tests.Support;
using Person = IncidentBot.TeamsFake.Person;

namespace IncidentBot.Tests.Teams.Inbox;

/// <summary>What the tests of the inbox do again and again.</summary>
internal static class InboxScene
{
    /// <summary>A bot with one incident in its room, which is ready to be confirmed.</summary>
    public static async Task<TeamsBot> DeclaredAsync(Database database = Database.Sqlite)
    {
        var scene = await TeamsBot.StartAsync(database);
        await scene.Bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware");
        await scene.Bot.DoAsync("sam", "ic @nora", "INC-1");
        await scene.Bot.DoAsync("sam", "scope systems=FS01", "INC-1");
        await scene.Bot.SettleAsync();
        return scene;
    }

    /// <summary>Types a line and answers what they alone were shown for it.</summary>
    public static async Task<string> TypeAsync(this Person person, TeamsConversation where, string text, TeamsMessage? thread = null)
    {
        var before = person.Told(where).Count;
        var said = await person.SayAsync(where, text, mention: where.Type != "personal", thread);
        Assert.True(said.Delivery.Ok, $"{person.User}: {text}: {said.Delivery}");
        var told = person.Told(where);
        return told.Count > before ? told[^1].Shown : "";
    }

    /// <summary>What the bot said there to this person and nobody else.</summary>
    public static IReadOnlyList<TeamsMessage> Told(this Person person, TeamsConversation where) => [.. where.Posts.Where(one => where.Type == "personal" || one.To == person.User)];

    public static async Task<TeamsChat> ChatAsync(this Person person)
    {
        if (person.Chat is null)
        {
            await person.InstallAsync();
        }

        return person.Chat!;
    }

    /// <summary>Somebody of another organisation who is in the team as a guest.</summary>
    public static Person Guest(this TeamsBot scene, string name)
    {
        var user = scene.Teams.AddUser(name);
        user.Guest = true;
        scene.Teams.Team.Members.Add(new TeamsMember(scene.Teams.Team.Id, user));
        return scene.Teams.As(user);
    }
}
