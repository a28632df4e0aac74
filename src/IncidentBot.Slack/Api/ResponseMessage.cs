using System.Text.Json.Serialization;
using IncidentBot.Slack.Blocks;

namespace IncidentBot.Slack.Api;

/// <summary>An answer by a response URL, or straight to a command: the same JSON.</summary>
public sealed record ResponseMessage
{
    public string? Text { get; init; }

    public IReadOnlyList<Block>? Blocks { get; init; }

    /// <summary>"ephemeral" is seen by who asked alone, "in_channel" by all.</summary>
    public string ResponseType { get; init; } = "ephemeral";

    /// <summary>Takes the place of the message whose button was pressed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ReplaceOriginal { get; init; }

    /// <summary>Takes that message away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DeleteOriginal { get; init; }

    public string? ThreadTs { get; init; }
}
