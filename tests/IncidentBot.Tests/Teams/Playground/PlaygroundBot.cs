using IncidentBot.Teams.Installs;
using IncidentBot.Teams.Rooms;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Teams.Playground;

/// <summary>The whole bot as a developer starts it for the Agents Playground: no app registration, no Graph. People of the sample plan sit before it.</summary>
internal sealed class PlaygroundBot : IAsyncDisposable
{
    private PlaygroundBot(Bot bot, PlaygroundClient client) => (Bot, Client) = (bot, client);

    public Bot Bot { get; }

    public PlaygroundClient Client { get; }

    public static async Task<PlaygroundBot> StartAsync(PlaygroundProgram playground)
    {
        await playground.StartAsync();
        var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, services: null,
            "--environment", "Development", "--urls", playground.Bot.ToString(), "--PublicUrl", "https://incidents.example.com", "--Teams:AllowUnauthenticated", "true", "--Teams:PostPace", "1000/1", "--Teams:ReadPace", "1000/1", "--Teams:TenantPace", "1000/1");
        Assert.True(await bot.Services.GetRequiredService<TeamsStart>().TryAsync(CancellationToken.None));
        var scene = new PlaygroundBot(bot, await PlaygroundClient.ConnectAsync(playground.Address));
        foreach (var handle in new[] { "sam", "nora", "lena", "ravi" })
        {
            await scene.KnowAsync(handle);
        }

        return scene;
    }

    /// <summary>Types a line to the bot.</summary>
    /// <param name="handle">Who; people in the line are @handles.</param>
    /// <returns>What the bot answered.</returns>
    public async Task<PlaygroundMessage> TypeAsync(string handle, string conversation, string line)
    {
        var person = await Bot.PersonAsync(handle);
        var mentioned = new List<string>();
        foreach (var other in await Bot.ReadAsync(db => Task.FromResult(db.People.ToList())))
        {
            if (line.Contains($"@{other.Handle}", StringComparison.Ordinal))
            {
                line = line.Replace($"@{other.Handle}", PlaygroundClient.Tag(other.Name), StringComparison.Ordinal);
                mentioned.Add(other.Name);
            }
        }

        if (conversation != Client.Personal)
        {
            (line, mentioned) = ($"{PlaygroundClient.Tag("IncidentBot")} {line}", [.. mentioned, "IncidentBot"]);
        }

        var before = Client.Messages.Select(one => one.Id).ToHashSet();
        if (person.Name == (string?)Client.World["currentUser"]!["name"])
        {
            conversation = await Client.SayAsync(conversation, line, mentioned);
        }
        else
        {
            await Client.SayAsAsync(person.Name, conversation, line, mentioned);
        }

        return await Client.SeesAsync(one => one.Conversation == conversation && !before.Contains(one.Id));
    }

    /// <summary>Declares as Sam, and answers the card of the incident.</summary>
    public async Task<PlaygroundMessage> DeclareAsync(string conversation, string title)
    {
        await TypeAsync("sam", conversation, $"declare {title} --client contoso-dental --severity 1 --type ransomware");
        await Bot.SettleAsync();
        return await Client.SeesAsync(one => one.Says($"{title}\nState:"));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Bot.DisposeAsync();
    }

    private async Task KnowAsync(string handle)
    {
        var person = await Bot.PersonAsync(handle);
        await Bot.IdentifyAsync(person, TeamsRooms.Platform, "local", (string)Client.User(person.Name)["aadObjectId"]!);
    }
}
