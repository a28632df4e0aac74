using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Deliveries;

/// <summary>What the bots are told of that nobody said to them. Each tells whoever it concerns, and is done when they have answered.</summary>
internal sealed class Happenings(FakeTeams teams)
{
    private Activities Activities => teams.Activities;

    /// <summary>channelCreated, channelRenamed, channelDeleted, channelRestored.</summary>
    public Task<Delivery> Channel(string what, TeamsChannel channel, TeamsUser? by) => Tell(channel.Team, app => channel.Kind is ChannelKind.Standard || channel.Enabled.Contains(app), app => Activities.Event(app, what, channel.Team, channel, by));

    /// <summary>teamRenamed, teamArchived, teamUnarchived, teamDeleted, teamRestored.</summary>
    public Task<Delivery> Team(string what, TeamsTeam team, TeamsUser? by) => Tell(team, _ => true, app => Activities.Event(app, what, team, null, by));

    public Task<Delivery> TeamMember(string what, TeamsTeam team, TeamsUser member, TeamsUser? by) =>
        Tell(team, _ => true, app => Activities.Members(Activities.Event(app, what, team, null, by), what == "teamMemberAdded", Activities.Known(app, member)));

    public Task<Delivery> ChannelMember(string what, TeamsChannel channel, TeamsUser member, TeamsUser? by) =>
        Tell(channel.Team, channel.Reaches, app => Activities.Members(Activities.Event(app, what, channel.Team, channel, by), what == "channelMemberAdded", Activities.Known(app, member)));

    /// <summary>Of a bot in a private or shared channel this is the one sign that it may talk there.</summary>
    public Task<Delivery> Enabled(TeamsApp app, TeamsChannel channel, TeamsUser? by) => teams.Deliveries.TellAsync([(app, Activities.Members(Activities.Event(app, "channelMemberAdded", channel.Team, channel, by), added: true, Activities.Bot(app)))]);

    public Task<Delivery> ChatMember(bool added, TeamsChat chat, TeamsUser member, TeamsUser? by) =>
        teams.Deliveries.TellAsync([.. chat.Apps.Select(one => (one.App, Activities.Members(Activities.Of(one.App, "conversationUpdate", chat, by), added, Activities.Known(one.App, member))))]);

    /// <summary>Two activities come, of which the installation is the one that counts.</summary>
    public Task<Delivery> Installed(TeamsApp app, TeamsConversation place, TeamsUser? by)
    {
        var installation = Activities.Installation(app, "add", place, by);
        var update = Activities.Members(place is TeamsChannel channel ? Activities.Event(app, "teamMemberAdded", channel.Team, null, by) : Activities.Of(app, "conversationUpdate", place, by), added: true, Activities.Bot(app));
        return teams.Deliveries.TellAsync([(app, installation), (app, update)]);
    }

    public Task<Delivery> Installed(TeamsApp app, TeamsTeam team, TeamsUser? by) => Installed(app, team.General, by);

    public Task<Delivery> Removed(TeamsApp app, TeamsConversation place, TeamsUser? by) => teams.Deliveries.TellAsync([(app, Activities.Installation(app, "remove", place, by))]);

    private Task<Delivery> Tell(TeamsTeam team, Predicate<TeamsApp> concerns, Func<TeamsApp, JsonObject> activity) =>
        teams.Deliveries.TellAsync([.. team.Apps.Where(one => concerns(one.App)).Select(one => (one.App, activity(one.App)))]);
}
