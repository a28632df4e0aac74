using IncidentBot.Teams.Options;

namespace IncidentBot.Teams.Graph;

/// <summary>Microsoft Graph for each app registration.</summary>
public interface ITeamsGraphs
{
    ITeamsGraph Of(Registration registration);
}

/// <summary>What only Graph can do: channels, chats, their members, who somebody is, and installing the app. Every call that gets no yes throws <see cref="TeamsException"/>.</summary>
public interface ITeamsGraph
{
    /// <summary>Makes a channel, or finds the one that an earlier call made: by its mark.</summary>
    /// <exception cref="TeamsException">With <see cref="GraphErrors.NameTaken"/> where another channel, or one that was deleted, has the name.</exception>
    Task<GraphChannel> CreateChannelAsync(string teamId, NewChannel channel, CancellationToken cancel);

    /// <returns>Null when there is none.</returns>
    Task<GraphChannel?> FindChannelByNameAsync(string teamId, string name, CancellationToken cancel);

    /// <param name="mark">Stands in the description of the channel, and of no other.</param>
    /// <returns>Null when there is none.</returns>
    Task<GraphChannel?> FindChannelByMarkAsync(string teamId, string mark, CancellationToken cancel);

    /// <summary>Whether somebody has archived it: nothing can be said there.</summary>
    Task<bool> IsChannelArchivedAsync(string teamId, string channelId, CancellationToken cancel);

    Task<ChannelCount> CountChannelsAsync(string teamId, CancellationToken cancel);

    Task DeleteChannelAsync(string teamId, string channelId, CancellationToken cancel);

    Task RenameChannelAsync(string teamId, string channelId, string name, CancellationToken cancel);

    Task DescribeChannelAsync(string teamId, string channelId, string description, CancellationToken cancel);

    /// <summary>Returns when it is archived, or was so already. Bots cannot post there any more.</summary>
    Task ArchiveChannelAsync(string teamId, string channelId, CancellationToken cancel);

    /// <summary>Returns when people can post there again.</summary>
    Task UnarchiveChannelAsync(string teamId, string channelId, CancellationToken cancel);

    IAsyncEnumerable<GraphMember> TeamMembersAsync(string teamId, CancellationToken cancel);

    IAsyncEnumerable<GraphMember> ChannelMembersAsync(string teamId, string channelId, CancellationToken cancel);

    IAsyncEnumerable<GraphMember> ChatMembersAsync(string chatId, CancellationToken cancel);

    /// <summary>Adds somebody who may be in it already.</summary>
    Task AddTeamMemberAsync(string teamId, string userId, CancellationToken cancel);

    /// <summary>Adds somebody of the team to a private or shared channel; a standard one has the members of its team.</summary>
    Task AddChannelMemberAsync(string teamId, string channelId, string userId, CancellationToken cancel);

    /// <summary>Adds somebody, who then sees all that was said before.</summary>
    Task AddChatMemberAsync(string chatId, string userId, CancellationToken cancel);

    /// <summary>Makes a group chat. Nothing but its topic and members tells it from others: after an unknown outcome look for it with <see cref="FindChatAsync"/>.</summary>
    Task<GraphChat> CreateChatAsync(string topic, IReadOnlyCollection<string> userIds, CancellationToken cancel);

    /// <summary>A group chat of somebody by its topic.</summary>
    Task<GraphChat?> FindChatAsync(string userId, string topic, CancellationToken cancel);

    Task SetChatTopicAsync(string chatId, string topic, CancellationToken cancel);

    /// <returns>Null when nobody has the address, or several have.</returns>
    Task<GraphUser?> FindUserByMailAsync(string mail, CancellationToken cancel);

    /// <returns>Null when there is nobody.</returns>
    Task<GraphUser?> FindUserAsync(string userId, CancellationToken cancel);

    /// <summary>The app's id in the organisation's catalogue, by the id in its manifest.</summary>
    /// <returns>Null when it is not in it.</returns>
    Task<string?> FindAppAsync(string manifestId, CancellationToken cancel);

    /// <summary>Installs the app where it may be already.</summary>
    Task InstallInTeamAsync(string teamId, string appId, CancellationToken cancel);

    /// <inheritdoc cref="InstallInTeamAsync"/>
    Task InstallInChatAsync(string chatId, string appId, CancellationToken cancel);

    /// <inheritdoc cref="InstallInTeamAsync"/>
    Task InstallForUserAsync(string userId, string appId, CancellationToken cancel);

    /// <summary>Lets the app, which is in the team, into one of its private or shared channels.</summary>
    /// <returns>False where this tenant, or Graph, cannot do that.</returns>
    Task<bool> EnableInChannelAsync(string teamId, string channelId, ChannelKind kind, string appId, CancellationToken cancel);
}
