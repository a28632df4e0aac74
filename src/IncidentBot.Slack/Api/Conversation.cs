namespace IncidentBot.Slack.Api;

/// <summary>A channel or a direct message, as Slack tells of it.</summary>
public sealed record Conversation
{
    public string Id { get; init; } = "";

    /// <summary>As Slack made it of what was asked for.</summary>
    public string Name { get; init; } = "";

    public bool IsPrivate { get; init; }

    public bool IsArchived { get; init; }

    /// <summary>Whether the app is in it.</summary>
    public bool IsMember { get; init; }

    public bool IsIm { get; init; }

    public bool IsMpim { get; init; }

    /// <summary>People of another company are in it.</summary>
    public bool IsExtShared { get; init; }

    public bool IsShared { get; init; }

    public bool IsOrgShared { get; init; }

    public string? Creator { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public long Created { get; init; }

    /// <summary>The other person of a direct message.</summary>
    public string? User { get; init; }

    public string? ContextTeamId { get; init; }

    public IReadOnlyList<string>? SharedTeamIds { get; init; }

    public IReadOnlyList<string>? PreviousNames { get; init; }

    public int? NumMembers { get; init; }

    public ConversationText? Topic { get; init; }

    public ConversationText? Purpose { get; init; }
}

/// <summary>A channel's topic or purpose. Slack answers it escaped: &amp;amp; for &amp;.</summary>
public sealed record ConversationText
{
    public string Value { get; init; } = "";
}

/// <summary>A message that was posted.</summary>
public sealed record ConversationMessage
{
    public string Ts { get; init; } = "";

    public string? User { get; init; }

    public string? BotId { get; init; }

    public string? AppId { get; init; }

    public string? Subtype { get; init; }

    public string Text { get; init; } = "";

    public string? ThreadTs { get; init; }

    public PostedMetadata? Metadata { get; init; }
}

/// <summary>What a message carries unseen; other apps may carry anything.</summary>
public sealed record PostedMetadata
{
    public string EventType { get; init; } = "";

    public System.Text.Json.JsonElement EventPayload { get; init; }
}

internal sealed record ConversationResponse : SlackResponse
{
    public Conversation Channel { get; init; } = new();
}

/// <summary>A page of channels.</summary>
public sealed record ConversationListResponse : SlackResponse
{
    public IReadOnlyList<Conversation> Channels { get; init; } = [];
}

/// <summary>A page of members' ids.</summary>
public sealed record ConversationMembersResponse : SlackResponse
{
    public IReadOnlyList<string> Members { get; init; } = [];
}

/// <summary>A page of messages.</summary>
public sealed record ConversationHistoryResponse : SlackResponse
{
    public IReadOnlyList<ConversationMessage> Messages { get; init; } = [];

    public bool HasMore { get; init; }
}
