namespace IncidentBot.Slack.Blocks;

/// <summary>A form in front of somebody ("modal") or the app's home ("home").</summary>
public sealed record ViewDefinition
{
    public required string Type { get; init; }

    /// <summary>At most 24 letters, as <see cref="Submit"/> and <see cref="Close"/>.</summary>
    public TextObject? Title { get; init; }

    public TextObject? Submit { get; init; }

    public TextObject? Close { get; init; }

    /// <summary>At most 100.</summary>
    public IReadOnlyList<Block> Blocks { get; init; } = [];

    public string? CallbackId { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>At most 3,000 letters; it comes back with what was filled in.</summary>
    public string? PrivateMetadata { get; init; }

    public bool? ClearOnClose { get; init; }

    public bool? NotifyOnClose { get; init; }
}
