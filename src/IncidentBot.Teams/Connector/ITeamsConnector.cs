using IncidentBot.Teams.Options;

namespace IncidentBot.Teams.Connector;

/// <summary>Speaks in conversations. Every call that gets no yes throws <see cref="TeamsException"/>; nothing whose outcome is unknown is sent again here.</summary>
public interface ITeamsConnector
{
    /// <summary>The conversation with one person, which is the same each time. The app must be installed for them.</summary>
    /// <param name="serviceUrl">The newest that is known of their tenant; null for the usual one.</param>
    /// <param name="personId">Their id in Entra, or as this bot knows them (29:…).</param>
    Task<TeamsAddress> OpenPersonalAsync(Registration registration, string? serviceUrl, string tenantId, string personId, CancellationToken cancel);

    /// <summary>Begins a thread in a channel.</summary>
    /// <returns>The thread, with its first message as <see cref="TeamsAddress.RootMessageId"/>.</returns>
    Task<TeamsAddress> StartThreadAsync(TeamsAddress channel, TeamsMessage message, CancellationToken cancel);

    /// <summary>Posts into a chat or a thread; into a channel it begins a thread.</summary>
    /// <returns>The message's id.</returns>
    Task<string> PostAsync(TeamsAddress place, TeamsMessage message, CancellationToken cancel);

    /// <summary>Posts as an answer to a message.</summary>
    /// <returns>The message's id.</returns>
    Task<string> ReplyAsync(TeamsAddress place, string messageId, TeamsMessage message, CancellationToken cancel);

    /// <summary>Changes one of the bot's own messages.</summary>
    Task UpdateAsync(TeamsAddress place, string messageId, TeamsMessage message, CancellationToken cancel);

    /// <summary>Takes one of the bot's own messages away, if it is there still.</summary>
    Task DeleteAsync(TeamsAddress place, string messageId, CancellationToken cancel);

    /// <summary>Tells one person something that nobody else sees: in the place itself where Teams can do that, otherwise in their conversation with the bot.</summary>
    Task<ToldOne> TellOneAsync(TeamsAddress place, string personId, TeamsMessage message, CancellationToken cancel);

    /// <param name="personId">Their id in Entra, or as this bot knows them.</param>
    /// <returns>Null for who is not in the conversation.</returns>
    Task<TeamsMember?> FindMemberAsync(TeamsAddress place, string personId, CancellationToken cancel);

    /// <summary>Everybody in a conversation; of a channel, everybody in its team.</summary>
    IAsyncEnumerable<TeamsMember> MembersAsync(TeamsAddress place, CancellationToken cancel);

    /// <summary>Which tells the team's other id.</summary>
    Task<TeamDetails> TeamAsync(TeamsAddress place, CancellationToken cancel);
}

/// <summary>Where something was told to one person.</summary>
/// <param name="InPlace">Among the others, who do not see it; it is gone after a day.</param>
public sealed record ToldOne(TeamsAddress Address, string MessageId, bool InPlace);

/// <summary>Somebody in a conversation.</summary>
/// <param name="Id">As this bot knows them.</param>
/// <param name="ObjectId">In Entra; null for another bot.</param>
/// <param name="Role">Such as user, guest or anonymous.</param>
public sealed record TeamsMember(string Id, string? ObjectId, string? Name, string? Mail, string? PrincipalName, string? TenantId, string? Role);

/// <summary>A team by both of its ids.</summary>
/// <param name="ThreadId">As the connector knows it.</param>
/// <param name="GroupId">As Graph knows it.</param>
public sealed record TeamDetails(string ThreadId, string? GroupId, string? Name);
