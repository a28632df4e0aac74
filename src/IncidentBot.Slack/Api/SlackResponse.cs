using System.Text.Json.Serialization;

namespace IncidentBot.Slack.Api;

/// <summary>What every answer of the Web API has.</summary>
public record SlackResponse
{
    public bool Ok { get; init; }

    public string? Error { get; init; }

    public string? Warning { get; init; }

    public string? Needed { get; init; }

    public string? Provided { get; init; }

    public IReadOnlyList<InviteError>? Errors { get; init; }

    public ResponseMetadata? ResponseMetadata { get; init; }

    /// <summary>The scopes of the token that asked, as Slack says beside every answer; null where it does not.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? TokenScopes { get; internal set; }

    /// <summary>Where the next page begins; null on the last.</summary>
    internal string? NextCursor => string.IsNullOrEmpty(ResponseMetadata?.NextCursor) ? null : ResponseMetadata.NextCursor;
}

/// <summary>What Slack says beside an answer.</summary>
public sealed record ResponseMetadata
{
    public IReadOnlyList<string>? Messages { get; init; }

    public IReadOnlyList<string>? Warnings { get; init; }

    public string? NextCursor { get; init; }
}

/// <summary>Why one person could not be added to a channel.</summary>
public sealed record InviteError
{
    public string? Error { get; init; }

    public string? User { get; init; }
}
