using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace IncidentBot.Teams.Connector;

/// <summary>The settings under <c>Teams</c> that say how Teams is called. Its own limits are here with its numbers as defaults, because it changes them.</summary>
public sealed class ConnectorOptions : IValidatableObject
{
    public const string Section = "Teams";

    /// <summary>Seconds after which an answer is no longer waited for.</summary>
    /// <value>15</value>
    [Range(1, 60, ErrorMessage = "Teams:CallTimeoutSeconds must be between 1 and 60.")]
    public int CallTimeoutSeconds { get; set; } = 15;

    /// <summary>How often the bot may post, change or begin something in one conversation: so many in so many seconds, each of these.</summary>
    /// <value>7/1 8/2 60/30 1800/3600</value>
    public string PostPace { get; set; } = "7/1 8/2 60/30 1800/3600";

    /// <summary>How often it may ask who is in one conversation.</summary>
    /// <value>14/1 16/2 120/30 3600/3600</value>
    public string ReadPace { get; set; } = "14/1 16/2 120/30 3600/3600";

    /// <summary>How often one app may call at all in one tenant.</summary>
    /// <value>25/1</value>
    public string TenantPace { get; set; } = "25/1";

    /// <summary>Seconds that a call waits here for its turn; a longer wait is handed up, so that nothing else waits behind it.</summary>
    /// <value>5</value>
    [Range(0, 60, ErrorMessage = "Teams:LongestWaitSeconds must be between 0 and 60.")]
    public int LongestWaitSeconds { get; set; } = 5;

    /// <summary>Milliseconds between looks at something that Graph does by and by; each look waits twice as long.</summary>
    /// <value>500</value>
    [Range(0, 10_000, ErrorMessage = "Teams:OperationPollMilliseconds must be between 0 and 10000.")]
    public int OperationPollMilliseconds { get; set; } = 500;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, pace) in new[] { (nameof(PostPace), PostPace), (nameof(ReadPace), ReadPace), (nameof(TenantPace), TenantPace) })
        {
            if (Windows(pace) is null)
            {
                yield return new ValidationResult($"Teams:{name} must be counts and seconds, such as 7/1 60/30.");
            }
        }
    }

    /// <returns>Null for what cannot be read.</returns>
    internal static IReadOnlyList<Window>? Windows(string? pace)
    {
        var windows = new List<Window>();
        foreach (var part in (pace ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('/') is not [var count, var seconds] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var most) || !int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time) || most is < 1 or > 10_000 || time is < 1 or > 86_400)
            {
                return null;
            }

            windows.Add(new(most, TimeSpan.FromSeconds(time)));
        }

        return windows.Count > 0 ? windows : null;
    }

    /// <summary>At most so many in any stretch of that length.</summary>
    internal readonly record struct Window(int Most, TimeSpan In);
}
