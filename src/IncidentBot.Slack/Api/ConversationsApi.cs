namespace IncidentBot.Slack.Api;

/// <summary>Channels and direct messages.</summary>
public sealed class ConversationsApi
{
    private const int MostInvited = 100;

    private readonly ISlackApiClient client;

    internal ConversationsApi(ISlackApiClient client) => this.client = client;

    /// <param name="name">Lower-case letters, digits, - and _, at most 80. An archived channel keeps its name.</param>
    /// <param name="teamId">Which workspace, for the token of a whole organisation.</param>
    public Task<Conversation> Create(string name, bool isPrivate, string? teamId, CancellationToken cancel) =>
        Channel("conversations.create", new SlackArgs().With("name", name).With("is_private", isPrivate).With("team_id", teamId), cancel);

    /// <param name="userIds">Any number; Slack takes a hundred at a time.</param>
    /// <param name="force">Adds who can be added, and answers why the others cannot; without it one of them fails the whole call.</param>
    /// <returns>Why some could not be added. Who is in the channel already is not among them.</returns>
    public async Task<IReadOnlyList<InviteError>> Invite(string channelId, IEnumerable<string> userIds, bool force, CancellationToken cancel)
    {
        var errors = new List<InviteError>();
        foreach (var some in userIds.Chunk(MostInvited))
        {
            try
            {
                errors.AddRange((await client.Post<SlackResponse>("conversations.invite", new SlackArgs().With("channel", channelId).With("users", some).With("force", force ? true : null), cancel)).Errors ?? []);
            }
            catch (SlackException none) when (force && none.Errors.Count == some.Length)
            {
                errors.AddRange(none.Errors);
            }
        }

        return errors.FindAll(one => one.Error is not ("already_in_channel" or "cant_invite_self"));
    }

    public Task Kick(string channelId, string userId, CancellationToken cancel) => client.Post<SlackResponse>("conversations.kick", new SlackArgs().With("channel", channelId).With("user", userId), cancel);

    public Task<Conversation> Join(string channelId, CancellationToken cancel) => Channel("conversations.join", Of(channelId), cancel);

    public Task SetTopic(string channelId, string topic, CancellationToken cancel) => client.Post<SlackResponse>("conversations.setTopic", Of(channelId).With("topic", topic), cancel);

    public Task SetPurpose(string channelId, string purpose, CancellationToken cancel) => client.Post<SlackResponse>("conversations.setPurpose", Of(channelId).With("purpose", purpose), cancel);

    public Task Archive(string channelId, CancellationToken cancel) => client.Post<SlackResponse>("conversations.archive", Of(channelId), cancel);

    public Task<Conversation> Rename(string channelId, string name, CancellationToken cancel) => Channel("conversations.rename", Of(channelId).With("name", name), cancel);

    public Task<Conversation> Info(string channelId, CancellationToken cancel) => Channel("conversations.info", Of(channelId).With("include_num_members", true), cancel);

    /// <summary>One page of the channels that the app can see: public ones, and private ones that it is in.</summary>
    public Task<ConversationListResponse> List(string types, bool excludeArchived, string? teamId, string? cursor, CancellationToken cancel) => client.Post<ConversationListResponse>("conversations.list",
        new SlackArgs().With("types", types).With("exclude_archived", excludeArchived).With("team_id", teamId).With("limit", 999).With("cursor", cursor), cancel);

    public Task<ConversationMembersResponse> Members(string channelId, string? cursor, CancellationToken cancel) =>
        client.Post<ConversationMembersResponse>("conversations.members", Of(channelId).With("limit", 999).With("cursor", cursor), cancel);

    /// <summary>The newest messages first, with their metadata.</summary>
    public Task<ConversationHistoryResponse> History(string channelId, string? oldestTs, string? latestTs, int limit, string? cursor, CancellationToken cancel) =>
        client.Post<ConversationHistoryResponse>("conversations.history", Of(channelId).With("oldest", oldestTs).With("latest", latestTs).With("limit", limit).With("cursor", cursor).With("include_all_metadata", true), cancel);

    /// <summary>One message that is no reply; null when it is not there.</summary>
    public async Task<ConversationMessage?> Message(string channelId, string ts, CancellationToken cancel) => (await client.Post<ConversationHistoryResponse>("conversations.history",
        Of(channelId).With("oldest", ts).With("latest", ts).With("inclusive", true).With("limit", 1).With("include_all_metadata", true), cancel)).Messages.SingleOrDefault(one => one.Ts == ts);

    /// <summary>A thread: its first message, and the replies in the order of time.</summary>
    public Task<ConversationHistoryResponse> Replies(string channelId, string threadTs, int limit, string? cursor, CancellationToken cancel) =>
        client.Post<ConversationHistoryResponse>("conversations.replies", Of(channelId).With("ts", threadTs).With("limit", limit).With("cursor", cursor).With("include_all_metadata", true), cancel);

    /// <summary>The direct message with one person, or of several.</summary>
    public async Task<string> Open(IEnumerable<string> userIds, CancellationToken cancel) =>
        (await client.Post<ConversationResponse>("conversations.open", new SlackArgs().With("users", userIds), cancel)).Channel.Id;

    private static SlackArgs Of(string channelId) => new SlackArgs().With("channel", channelId);

    private async Task<Conversation> Channel(string method, SlackArgs args, CancellationToken cancel) => (await client.Post<ConversationResponse>(method, args, cancel)).Channel;
}
