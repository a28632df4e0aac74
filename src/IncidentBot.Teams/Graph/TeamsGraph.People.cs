using Microsoft.Graph.Models;

namespace IncidentBot.Teams.Graph;

internal sealed partial class TeamsGraph
{
    private static readonly string[] UserFields = ["id", "displayName", "mail", "userPrincipalName", "userType"];

    public IAsyncEnumerable<GraphMember> TeamMembersAsync(string teamId, CancellationToken cancel) => MembersAsync("team.members",
        next => calls.RunAsync("team.members", makesNew: false, graph => next is null ? graph.Teams[teamId].Members.GetAsync(cancellationToken: cancel) : graph.Teams[teamId].Members.WithUrl(next).GetAsync(cancellationToken: cancel), cancel), cancel);

    public IAsyncEnumerable<GraphMember> ChannelMembersAsync(string teamId, string channelId, CancellationToken cancel) => MembersAsync("channel.members",
        next => calls.RunAsync("channel.members", makesNew: false, graph => next is null ? graph.Teams[teamId].Channels[channelId].AllMembers.GetAsync(cancellationToken: cancel) : graph.Teams[teamId].Channels[channelId].AllMembers.WithUrl(next).GetAsync(cancellationToken: cancel), cancel), cancel);

    public IAsyncEnumerable<GraphMember> ChatMembersAsync(string chatId, CancellationToken cancel) => MembersAsync("chat.members",
        next => calls.RunAsync("chat.members", makesNew: false, graph => next is null ? graph.Chats[chatId].Members.GetAsync(cancellationToken: cancel) : graph.Chats[chatId].Members.WithUrl(next).GetAsync(cancellationToken: cancel), cancel), cancel);

    public Task AddTeamMemberAsync(string teamId, string userId, CancellationToken cancel) =>
        UnlessThereAsync("team.add", graph => graph.Teams[teamId].Members.PostAsync(Somebody(userId, owner: false), cancellationToken: cancel), cancel);

    public Task AddChannelMemberAsync(string teamId, string channelId, string userId, CancellationToken cancel) =>
        UnlessThereAsync("channel.add", graph => graph.Teams[teamId].Channels[channelId].Members.PostAsync(Somebody(userId, owner: false), cancellationToken: cancel), cancel);

    public Task AddChatMemberAsync(string chatId, string userId, CancellationToken cancel)
    {
        // A chat knows no members but owners and guests, and shows what was said before only from a moment on.
        var somebody = Somebody(userId, owner: true);
        somebody.VisibleHistoryStartDateTime = DateTimeOffset.MinValue;
        return UnlessThereAsync("chat.add", graph => graph.Chats[chatId].Members.PostAsync(somebody, cancellationToken: cancel), cancel);
    }

    public async Task<GraphUser?> FindUserByMailAsync(string mail, CancellationToken cancel)
    {
        var found = await calls.RunAsync("user.find", makesNew: false, graph => graph.Users.GetAsync(asked =>
        {
            asked.QueryParameters.Filter = $"mail eq '{Quoted(mail)}' or userPrincipalName eq '{Quoted(mail)}'";
            asked.QueryParameters.Select = UserFields;
        }, cancel), cancel);
        return found?.Value is [{ Id: not null } only] ? Person(only) : null;
    }

    public async Task<GraphUser?> FindUserAsync(string userId, CancellationToken cancel)
    {
        try
        {
            return await calls.RunAsync("user.read", makesNew: false, graph => graph.Users[userId].GetAsync(asked => asked.QueryParameters.Select = UserFields, cancel), cancel) is { Id: not null } user ? Person(user) : null;
        }
        catch (TeamsException gone) when (gone.Failure is TeamsFailure.TargetGone)
        {
            return null;
        }
    }

    private static IAsyncEnumerable<GraphMember> MembersAsync(string name, Func<string?, Task<ConversationMemberCollectionResponse?>> page, CancellationToken cancel) =>
        GraphPages.All(name, page, one => one.OdataNextLink, one => one.Value, Member, cancel);

    /// <summary>Who is in it already, or what is installed, is as it should be.</summary>
    private async Task UnlessThereAsync(string name, Func<Microsoft.Graph.GraphServiceClient, Task> add, CancellationToken cancel)
    {
        try
        {
            await calls.RunAsync(name, add, cancel);
        }
        catch (TeamsException there) when (there.Status == 409)
        {
            // So it was.
        }
    }

    private static GraphMember Member(ConversationMember member) => new((member as AadUserConversationMember)?.UserId, member.DisplayName, (member as AadUserConversationMember)?.Email, member.Roles?.Contains("owner") ?? false);

    private static GraphUser Person(User user) => new(user.Id!, user.DisplayName, user.Mail, user.UserPrincipalName, string.Equals(user.UserType, "Guest", StringComparison.OrdinalIgnoreCase));
}
