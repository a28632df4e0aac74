using IncidentBot.Teams;
using IncidentBot.Teams.Graph;
using IncidentBot.Teams.Options;
using IncidentBot.TeamsFake;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Teams;

/// <summary>What people are asked to consent to is enough for every call that the code makes.</summary>
public sealed class TeamsPermissionTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Every_call_that_is_made_gets_by_with_what_is_asked_for()
    {
        await using var teams = await FakeTeams.StartAsync();
        teams.App.Roles.IntersectWith(TeamsPermissions.Tenant);
        teams.Team.Installation(teams.App)!.Consents.UnionWith(TeamsPermissions.Team);
        Assert.Equal(TeamsPermissions.Tenant, teams.App.Roles.Order(StringComparer.Ordinal));
        var (team, alex, megan, zoe) = (teams.Team.GroupId, teams.As("alex").User.ObjectId, teams.As("megan").User.ObjectId, teams.AddUser("Zoe Quinn", teams.Tenant).ObjectId);

        await using var bot = Make(teams);
        var graph = bot.Services.GetRequiredService<ITeamsGraphs>().Of(bot.Services.GetRequiredService<Registrations>().All[0]);
        var room = await graph.CreateChannelAsync(team, new NewChannel("inc-1", "Ransom note", "[INC-1]"), None);
        Assert.Equal(room.Id, (await graph.FindChannelByNameAsync(team, "inc-1", None))?.Id);
        Assert.Equal(room.Id, (await graph.FindChannelByMarkAsync(team, "[INC-1]", None))?.Id);
        Assert.Equal(2, (await graph.CountChannelsAsync(team, None)).All);
        await graph.AddTeamMemberAsync(team, zoe, None);
        await graph.ArchiveChannelAsync(team, room.Id, None);
        Assert.True(await graph.IsChannelArchivedAsync(team, room.Id, None));

        var hidden = await graph.CreateChannelAsync(team, new NewChannel("inc-3", "", "[INC-3]", ChannelKind.Private, alex), None);
        var members = new List<string?>();
        await foreach (var member in graph.TeamMembersAsync(team, None))
        {
            members.Add(member.UserId);
        }

        Assert.Equal([alex, megan, zoe], members);
        await graph.AddChannelMemberAsync(team, hidden.Id, megan, None);
        teams.Limits.LetsAppsIntoPrivateChannels = true;
        Assert.True(await graph.EnableInChannelAsync(team, hidden.Id, ChannelKind.Private, teams.App.CatalogId, None));
        await graph.DeleteChannelAsync(team, hidden.Id, None);

        var chat = await graph.CreateChatAsync("INC-2 amber-fox", [alex, megan], None);
        Assert.Equal(chat.Id, (await graph.FindChatAsync(alex, "INC-2 amber-fox", None))?.Id);
        var app = await graph.FindAppAsync(teams.App.ManifestId, None);
        await graph.InstallInChatAsync(chat.Id, app!, None);
        await graph.AddChatMemberAsync(chat.Id, zoe, None);
        await graph.InstallForUserAsync(zoe, app!, None);
        Assert.Empty(teams.Wrongs);

        string[] tried = [nameof(graph.CreateChannelAsync), nameof(graph.FindChannelByNameAsync), nameof(graph.FindChannelByMarkAsync), nameof(graph.CountChannelsAsync), nameof(graph.AddTeamMemberAsync), nameof(graph.ArchiveChannelAsync), nameof(graph.CreateChatAsync), nameof(graph.FindChatAsync), nameof(graph.FindAppAsync), nameof(graph.InstallInChatAsync), nameof(graph.AddChatMemberAsync), nameof(graph.InstallForUserAsync), nameof(graph.IsChannelArchivedAsync), nameof(graph.TeamMembersAsync), nameof(graph.AddChannelMemberAsync), nameof(graph.EnableInChannelAsync), nameof(graph.DeleteChannelAsync)];
        Assert.Equal(TeamsPermissions.Made.Except(TeamsPermissions.NotAsked), tried.Order(StringComparer.Ordinal));
    }

    private static WebApplication Make(FakeTeams teams)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([
            new("Teams:AppType", "SingleTenant"), new("Teams:AppId", FakeTeams.AppId), new("Teams:AppPassword", FakeTeams.AppSecret), new("Teams:TenantId", teams.Tenant.Id), new("Teams:OperationPollMilliseconds", "1"),
            new("Teams:LoginUrl", $"{teams.LoginUrl}"), new("Teams:GraphBaseUrl", $"{teams.GraphBaseUrl}"),
        ]);
        builder.Services.AddTeamsRequests(builder.Configuration);
        return builder.Build();
    }
}
