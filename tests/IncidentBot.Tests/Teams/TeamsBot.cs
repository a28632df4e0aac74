using IncidentBot.Teams.Installs;
using IncidentBot.Teams.Rooms;
using IncidentBot.TeamsFake;
using IncidentBot.TeamsFake.World;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Person = IncidentBot.TeamsFake.Person;

namespace IncidentBot.Tests.Teams;

/// <summary>The whole bot beside a Teams of our own: the provider's tenant, in which people of the sample plan are known, and others who are not.</summary>
internal sealed class TeamsBot : IAsyncDisposable
{
    private TeamsBot(Bot bot, FakeTeams teams) => (Bot, Teams) = (bot, teams);

    public Bot Bot { get; }

    public FakeTeams Teams { get; }

    public TeamsChannel General => Teams.Team.General;

    /// <summary>The channels that the bot made, the first first.</summary>
    public IReadOnlyList<TeamsChannel> Rooms => [.. Teams.Team.Channels.Where(one => !one.General && one.Description is { } about && about.Contains("[room ", StringComparison.Ordinal))];

    public TeamsChannel Room => Rooms[^1];

    /// <summary>The first message of a channel's thread of the bot: the card.</summary>
    public TeamsMessage Card => Room.Posts.First(one => one.From is not null);

    /// <param name="database">Which.</param>
    /// <param name="before">What is so in Teams before the bot starts.</param>
    /// <param name="more">Settings that say something of it.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<TeamsBot> StartAsync(Database database, Action<FakeTeams>? before = null, bool sampleOnly = true, Func<FakeTeams, string[]>? more = null, params string[] settings)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Bot.Start);
        var teams = await FakeTeams.StartAsync(time);
        teams.Keys.Clock = time;
        before?.Invoke(teams);
        var bot = await Bot.StartAsync(database, listen: true, sampleOnly, services: null, time, [.. Settings(teams), "--PublicUrl", "https://incidents.example.com", .. more?.Invoke(teams) ?? [], .. settings]);
        teams.App.MessagesUrl = new Uri(bot.Address, "api/messages");
        Assert.True(await bot.Services.GetRequiredService<TeamsStart>().TryAsync(CancellationToken.None));
        var scene = new TeamsBot(bot, teams);
        foreach (var handle in new[] { "sam", "nora", "lena", "ravi" })
        {
            await scene.KnowAsync(handle);
        }

        return scene;
    }

    public static string[] Settings(FakeTeams teams) =>
    [
        "--Teams:AppType", "SingleTenant", "--Teams:AppId", FakeTeams.AppId, "--Teams:AppPassword", FakeTeams.AppSecret, "--Teams:TenantId", teams.Tenant.Id, "--Teams:Team", teams.Team.GroupId,
        "--Teams:OpenIdMetadataUrl", $"{teams.OpenIdMetadataUrl}", "--Teams:LoginUrl", $"{teams.LoginUrl}", "--Teams:GraphBaseUrl", $"{teams.GraphBaseUrl}", "--Teams:ServiceUrl", $"{teams.ServiceUrl}",
        "--Teams:PostPace", "1000/1", "--Teams:ReadPace", "1000/1", "--Teams:TenantPace", "1000/1", "--Teams:OperationPollMilliseconds", "0",
    ];

    /// <summary>Somebody of the sample plan has an account in the tenant, is in the team, and it is known that it is theirs.</summary>
    public async Task<Person> KnowAsync(string handle)
    {
        var person = await Bot.PersonAsync(handle);
        var user = Teams.World.Users.Find(one => one.Name == person.Name && one.Home == Teams.Tenant);
        if (user is null)
        {
            user = Teams.AddUser(person.Name);
            Teams.Team.Members.Add(new TeamsMember(Teams.Team.GroupId, user));
        }

        await Bot.IdentifyAsync(person, TeamsRooms.Platform, Teams.Tenant.Id, user.ObjectId.ToLowerInvariant());
        return Teams.As(user);
    }

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Teams.DisposeAsync();
        Assert.Empty(Teams.Wrongs);
    }
}
