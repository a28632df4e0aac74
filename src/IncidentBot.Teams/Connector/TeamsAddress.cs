namespace IncidentBot.Teams.Connector;

/// <summary>What sort of conversation it is.</summary>
public enum ConversationKind
{
    Personal,
    GroupChat,
    Channel,
}

/// <summary>Where a conversation is, as we keep it: enough to speak there again, and nothing of the SDK's.</summary>
/// <param name="ServiceUrl">Where Teams said that it takes what is posted there; it may move, and the newest counts.</param>
/// <param name="ConversationId">Of a thread in a channel, with ;messageid= at its end.</param>
/// <param name="BotId">Which bot speaks there: 28: and the app's id.</param>
public sealed record TeamsAddress(ConversationKind Kind, string TenantId, string BotId, string ServiceUrl, string ConversationId)
{
    private const string Thread = ";messageid=";
    private const char Between = '|';

    internal static TeamsAddress Nowhere { get; } = new(ConversationKind.Personal, "", "", "", "");

    /// <summary>The first message of the thread.</summary>
    public string? RootMessageId { get; init; }

    /// <summary>The team as the connector knows it (19:…@thread.tacv2).</summary>
    public string? TeamThreadId { get; init; }

    /// <summary>The team as Graph knows it.</summary>
    public string? TeamGroupId { get; init; }

    public string? ChannelId { get; init; }

    /// <summary>The whole channel or chat, of which this may be one thread.</summary>
    public string PlaceId => ChannelId ?? Split(ConversationId).Place;

    /// <summary>The thread that a message of the channel begins.</summary>
    public TeamsAddress At(string rootMessageId) => this with { ConversationId = $"{PlaceId}{Thread}{rootMessageId}", RootMessageId = rootMessageId };

    /// <summary>The channel itself, where a post begins a thread.</summary>
    public TeamsAddress WithoutThread() => this with { ConversationId = PlaceId, RootMessageId = null };

    /// <summary>One line for a column; <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Join(Between, new[] { Letter(Kind), TenantId, BotId, ServiceUrl, ConversationId, RootMessageId, TeamThreadId, TeamGroupId, ChannelId }.Select(Written)).TrimEnd(Between);

    /// <returns>Null for what is no address.</returns>
    public static TeamsAddress? Parse(string? text)
    {
        if (text?.Split(Between).Select(Read).ToList() is not { Count: >= 5 and <= 9 } parts || parts.Take(5).Any(part => part is null) || KindOf(parts[0]!) is not { } kind)
        {
            return null;
        }

        string? Part(int at) => at < parts.Count ? parts[at] : null;
        return new(kind, parts[1]!, parts[2]!, parts[3]!, parts[4]!) { RootMessageId = Part(5), TeamThreadId = Part(6), TeamGroupId = Part(7), ChannelId = Part(8) };
    }

    internal static (string Place, string? Root) Split(string conversationId) =>
        conversationId.IndexOf(Thread, StringComparison.Ordinal) is >= 0 and var at ? (conversationId[..at], conversationId[(at + Thread.Length)..]) : (conversationId, null);

    private static string Letter(ConversationKind kind) => kind switch
    {
        ConversationKind.Personal => "p",
        ConversationKind.GroupChat => "g",
        _ => "c",
    };

    private static ConversationKind? KindOf(string letter) => letter switch
    {
        "p" => ConversationKind.Personal,
        "g" => ConversationKind.GroupChat,
        "c" => ConversationKind.Channel,
        _ => null,
    };

    private static string Written(string? part) => part?.Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal) ?? "";

    private static string? Read(string part) => part.Length == 0 ? null : part.Replace("%7C", "|", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
