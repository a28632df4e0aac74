namespace IncidentBot.SlackFake.Web;

/// <summary>Slack's no: its code, and what it says beside it.</summary>
internal sealed class SlackError(string code) : Exception(code)
{
    public string Code => Message;

    public string? Needed { get; init; }

    public string? Provided { get; init; }

    public IReadOnlyList<string>? Messages { get; init; }

    /// <summary>Of an invitation: why each person could not be added.</summary>
    public object? Errors { get; init; }

    public static SlackError Arguments(params string[] messages) => new("invalid_arguments") { Messages = messages };
}
