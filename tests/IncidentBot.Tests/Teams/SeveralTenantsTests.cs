using IncidentBot.Core.Incidents;
using IncidentBot.Teams.Rooms;
using IncidentBot.TeamsFake;
using IncidentBot.TeamsFake.World;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Person = IncidentBot.TeamsFake.Person;

namespace IncidentBot.Tests.Teams;

/// <summary>The provider's tenant and the client's, each with an app of its own: one incident has a room in both, and people of each act with their rights from their own.</summary>
public sealed class SeveralTenantsTests
{
    private const string OtherApp = "11111111-1111-1111-1111-222222222222";
    private const string OtherTenant = "33333333-3333-3333-3333-333333333333";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_incident_has_a_room_in_each_and_each_is_spoken_to_by_its_own_app(Database database)
    {
        TeamsTeam clients = null!;
        TeamsApp app = null!;
        await using var scene = await TeamsBot.StartAsync(database, before: teams =>
        {
            var tenant = teams.AddTenant("Contoso Dental", OtherTenant);
            app = teams.AddApp(tenant, OtherApp);
            app.Secret = "another-secret";
            clients = teams.AddTeam("Incident response", tenant, teams.AddUser("Lena Park", tenant), teams.AddUser("Zoe Quinn", tenant));
            teams.Install(app, clients);
        }, more: _ =>
        [
            "--Teams:Organisation", "northwind", "--Teams:Tenants:0:AppType", "SingleTenant", "--Teams:Tenants:0:AppId", OtherApp, "--Teams:Tenants:0:AppPassword", "another-secret", "--Teams:Tenants:0:TenantId", OtherTenant,
            "--Teams:Tenants:0:Team", clients.GroupId, "--Teams:Tenants:0:Organisation", "contoso-dental",
        ]);
        app.MessagesUrl = scene.Teams.App.MessagesUrl;
        var (lena, zoe, sam) = (await IdentifyAsync(scene, "lena", "Lena Park"), scene.Teams.As("Zoe"), await scene.KnowAsync("sam"));

        await TeamsRoomTests.DeclareAsync(scene);
        await TeamsRoomTests.PatientlyAsync(scene);
        var (ours, theirs) = (scene.Room, Assert.Single(clients.Channels, one => !one.General));
        Assert.Equal([(FakeTeams.AppId, scene.Teams.Tenant.Id), (OtherApp, OtherTenant)], scene.Teams.CallsTo("POST teams/channels").Select(one => (one.App!, one.Tenant!)).Order());
        var (card, other) = (scene.Card, Assert.Single(theirs.Posts, one => one.From is not null && !one.IsReply));
        Assert.Equal((scene.Teams.App, app), (card.From, other.From));

        // Said in one, read in the other.
        Assert.True((await lena.SayAsync(theirs, "note counsel is informed", mention: true, thread: other)).Delivery.Ok);
        Assert.True((await sam.SayAsync(ours, "note the beacon is on FS03", mention: true, thread: card)).Delivery.Ok);
        await TeamsRoomTests.PatientlyAsync(scene);
        foreach (var said in new[] { "counsel is informed", "the beacon is on FS03" })
        {
            Assert.Single(ours.Posts, one => one.IsReply && one.To is null && one.Shown.Contains(said, StringComparison.Ordinal));
            Assert.Single(theirs.Posts, one => one.IsReply && one.To is null && one.Shown.Contains(said, StringComparison.Ordinal));
        }

        // Whoever of the client may not does nothing, by a line or a button.
        Assert.True((await zoe.SayAsync(theirs, "severity 4", mention: true, thread: other)).Delivery.Ok);
        await zoe.PressAsync(other, "Confirm incident");
        Assert.Equal((IncidentState.Triage, Severity.Critical), await scene.Bot.IncidentAsync("INC-1") is var before ? (before.State, before.Severity) : default);
        Assert.True((await sam.SayAsync(ours, "severity 2", mention: true, thread: card)).Delivery.Ok);
        await TeamsRoomTests.PatientlyAsync(scene);
        Assert.All([card, other], one => Assert.Contains("P2", one.Shown, StringComparison.Ordinal));
    }

    /// <summary>It is known which account of the client's tenant is theirs.</summary>
    private static async Task<Person> IdentifyAsync(TeamsBot scene, string handle, string name)
    {
        var user = scene.Teams.World.Users.Find(one => one.Name == name && one.Home.Id == OtherTenant)!;
        var person = await scene.Bot.PersonAsync(handle);
        await scene.Bot.IdentifyAsync(person, TeamsRooms.Platform, OtherTenant, user.ObjectId.ToLowerInvariant());
        return scene.Teams.As(user);
    }
}
