using IncidentBot.TeamsFake.Deliveries;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake;

/// <summary>What people do with teams, channels, chats and apps, and what the bot hears of it.</summary>
public sealed partial class Person
{
    /// <summary>Adds somebody to a team.</summary>
    public Task<Delivery> AddAsync(TeamsTeam team, TeamsUser other) => Do(() =>
    {
        team.Members.Add(new TeamsMember(team.Id, other));
        return teams.Happenings.TeamMember("teamMemberAdded", team, other, user);
    });

    public Task<Delivery> RemoveAsync(TeamsTeam team, TeamsUser other) => Do(() =>
    {
        team.Members.Remove(Member(team.Members, other));
        return teams.Happenings.TeamMember("teamMemberRemoved", team, other, user);
    });

    /// <summary>Adds somebody to a private or shared channel.</summary>
    public Task<Delivery> AddAsync(TeamsChannel channel, TeamsUser other) => Do(() =>
    {
        channel.Own.Add(new TeamsMember(channel.Id, other));
        return teams.Happenings.ChannelMember("channelMemberAdded", channel, other, user);
    });

    public Task<Delivery> RemoveAsync(TeamsChannel channel, TeamsUser other) => Do(() =>
    {
        channel.Own.Remove(Member(channel.Own, other));
        return teams.Happenings.ChannelMember("channelMemberRemoved", channel, other, user);
    });

    public Task<Delivery> AddAsync(TeamsChat chat, TeamsUser other) => Do(() =>
    {
        chat.People.Add(new TeamsMember(chat.Id, other, owner: true));
        return teams.Happenings.ChatMember(added: true, chat, other, user);
    });

    public Task<Delivery> RemoveAsync(TeamsChat chat, TeamsUser other) => Do(() =>
    {
        chat.People.Remove(Member(chat.People, other));
        return teams.Happenings.ChatMember(added: false, chat, other, user);
    });

    /// <summary>Makes a standard channel.</summary>
    public Task<Delivery> CreateAsync(TeamsTeam team, string name) => Do(() => teams.Happenings.Channel("channelCreated", teams.AddChannel(team, name), user));

    public Task<Delivery> RenameAsync(TeamsChannel channel, string name) => Do(() =>
    {
        channel.Name = name;
        return teams.Happenings.Channel("channelRenamed", channel, user);
    });

    public Task<Delivery> DeleteAsync(TeamsChannel channel) => Do(() =>
    {
        channel.DeletedAt = World.Now;
        return teams.Happenings.Channel("channelDeleted", channel, user);
    });

    public Task<Delivery> RestoreAsync(TeamsChannel channel) => Do(() =>
    {
        channel.DeletedAt = null;
        return teams.Happenings.Channel("channelRestored", channel, user);
    });

    public Task<Delivery> RenameAsync(TeamsTeam team, string name) => Do(() =>
    {
        team.Name = name;
        return teams.Happenings.Team("teamRenamed", team, user);
    });

    public Task<Delivery> ArchiveAsync(TeamsTeam team) => Do(() =>
    {
        team.Archived = true;
        return teams.Happenings.Team("teamArchived", team, user);
    });

    public Task<Delivery> UnarchiveAsync(TeamsTeam team) => Do(() =>
    {
        team.Archived = false;
        return teams.Happenings.Team("teamUnarchived", team, user);
    });

    public Task<Delivery> DeleteAsync(TeamsTeam team) => Do(() =>
    {
        team.DeletedAt = World.Now;
        return teams.Happenings.Team("teamDeleted", team, user);
    });

    /// <summary>Installs the app in a team.</summary>
    public Task<Delivery> InstallAsync(TeamsTeam team, TeamsApp? app = null) => Do(() =>
    {
        var added = app ?? teams.AppIn(team.Tenant);
        teams.Install(added, team);
        return teams.Happenings.Installed(added, team, user);
    });

    public Task<Delivery> UninstallAsync(TeamsTeam team, TeamsApp? app = null) => Do(() =>
    {
        var removed = app ?? teams.AppIn(team.Tenant);
        var told = teams.Happenings.Removed(removed, team.General, user);
        team.Apps.Remove(team.Installation(removed)!);
        foreach (var channel in team.Channels)
        {
            channel.Enabled.Remove(removed);
        }

        return told;
    });

    /// <summary>Adds the app to a private or shared channel of a team that has it.</summary>
    public Task<Delivery> EnableAsync(TeamsChannel channel, TeamsApp? app = null) => Do(() =>
    {
        var added = app ?? teams.AppIn(channel.Tenant);
        if (channel.Kind is ChannelKind.Standard || !added.ChannelFeatures || channel.Team.Installation(added) is null)
        {
            throw new InvalidOperationException($"{added.Name} cannot be added to {channel}.");
        }

        channel.Enabled.Add(added);
        return teams.Happenings.Enabled(added, channel, user);
    });

    /// <summary>Adds the app to a group chat.</summary>
    public Task<Delivery> InstallAsync(TeamsChat chat, TeamsApp? app = null) => Do(() =>
    {
        var added = app ?? teams.AppIn(chat.Tenant);
        chat.Apps.Add(new TeamsInstallation(Guid.NewGuid().ToString(), added));
        return teams.Happenings.Installed(added, chat, user);
    });

    public Task<Delivery> UninstallAsync(TeamsChat chat, TeamsApp? app = null) => Do(() =>
    {
        var removed = app ?? teams.AppIn(chat.Tenant);
        var told = teams.Happenings.Removed(removed, chat, user);
        chat.Apps.Remove(chat.Apps.Find(one => one.App == removed)!);
        chat.Blocked = chat.Bot is not null;
        return told;
    });

    /// <summary>Installs the app for themselves, which makes their chat with the bot.</summary>
    public Task<Delivery> InstallAsync(TeamsApp? app = null) => Do(() =>
    {
        var added = app ?? teams.AppIn(user.Home);
        return teams.Happenings.Installed(added, teams.OpenChat(added, user), user);
    });

    /// <summary>Blocks the bot in their chat with it, or lets it speak again; the bot is not told.</summary>
    public void Block(bool blocked = true)
    {
        lock (World.Gate)
        {
            (Chat ?? throw new InvalidOperationException($"{user} has no chat with the bot.")).Blocked = blocked;
        }
    }

    private Task<Delivery> Do(Func<Task<Delivery>> what)
    {
        lock (World.Gate)
        {
            return what();
        }
    }

    private static TeamsMember Member(Ledger<TeamsMember> members, TeamsUser other) => members.Find(one => one.User == other) ?? throw new InvalidOperationException($"{other} is not a member.");
}
