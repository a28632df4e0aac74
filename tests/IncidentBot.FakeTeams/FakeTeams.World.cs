using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake;

/// <summary>What is there before a test begins; no bot is told of it.</summary>
public sealed partial class FakeTeams
{
    public TeamsTenant AddTenant(string name, string? id = null)
    {
        var tenant = new TeamsTenant(id ?? Guid.NewGuid().ToString(), name);
        World.Tenants.Add(tenant);
        return tenant;
    }

    public TeamsApp AddApp(TeamsTenant tenant, string? id = null)
    {
        var added = new TeamsApp(id ?? Guid.NewGuid().ToString(), tenant);
        World.Apps.Add(added);
        return added;
    }

    /// <summary>Somebody with an account; their mail is their given name at the tenant's domain.</summary>
    public TeamsUser AddUser(string name, TeamsTenant? tenant = null)
    {
        var user = new TeamsUser(Guid.NewGuid().ToString(), name, tenant ?? Tenant);
        user.Mail = user.PrincipalName;
        World.Users.Add(user);
        return user;
    }

    /// <summary>A team with the channel General.</summary>
    public TeamsTeam AddTeam(string name, TeamsTenant tenant, TeamsUser owner, params TeamsUser[] members)
    {
        lock (World.Gate)
        {
            var team = new TeamsTeam(World.NewThreadId("tacv2"), Guid.NewGuid().ToString(), name, tenant);
            team.Members.Add(new TeamsMember(team.Id, owner, owner: true));
            team.Members.AddRange(members.Select(one => new TeamsMember(team.Id, one)));
            team.Channels.Add(new TeamsChannel(team.Id, team, "General") { Created = World.Now });
            World.Teams.Add(team);
            return team;
        }
    }

    /// <summary>A channel that is there already; nobody is told.</summary>
    public TeamsChannel AddChannel(TeamsTeam team, string name, ChannelKind kind = ChannelKind.Standard, params TeamsUser[] members)
    {
        lock (World.Gate)
        {
            var channel = new TeamsChannel(World.NewThreadId("tacv2"), team, name, kind) { Created = World.Now };
            channel.Own.AddRange(kind is ChannelKind.Standard ? [] : members.Select((one, at) => new TeamsMember(channel.Id, one, owner: at == 0)));
            team.Channels.Add(channel);
            return channel;
        }
    }

    /// <summary>A group chat that is there already, without the app.</summary>
    public TeamsChat AddChat(string topic, params TeamsUser[] members)
    {
        lock (World.Gate)
        {
            var chat = new TeamsChat(World.NewThreadId("v2"), members[0].Home) { Topic = topic, Created = World.Now };
            chat.People.AddRange(members.Select(one => new TeamsMember(chat.Id, one, owner: true)));
            World.Chats.Add(chat);
            return chat;
        }
    }

    /// <summary>The app is in the team already; nobody is told.</summary>
    public TeamsInstallation Install(TeamsApp installed, TeamsTeam team)
    {
        var installation = new TeamsInstallation(Guid.NewGuid().ToString(), installed);
        team.Apps.Add(installation);
        return installation;
    }
}
