using System.Text.Json;

namespace IncidentBot.Slack.Requests;

/// <summary>Which app this is, once an installation has said so. What is meant for another app is not taken: two apps may have been set up with each other's keys.</summary>
public sealed class KnownApp
{
    private volatile string? id;

    /// <summary>Null until somebody knows.</summary>
    public string? Id
    {
        get => id;
        set => id = string.IsNullOrWhiteSpace(value) ? null : value;
    }

    internal bool Is(string? said) => id is not { } known || string.Equals(known, said, StringComparison.Ordinal);

    internal bool Takes(JsonElement payload) => Is(payload.TryGetProperty("api_app_id", out var said) && said.ValueKind is JsonValueKind.String ? said.GetString() : null);
}
