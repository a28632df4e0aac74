using System.Text.RegularExpressions;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Graph;

/// <summary>What a channel may be called.</summary>
internal static partial class ChannelNames
{
    private const string Forbidden = "~#%&*{}+/\\:<>?|'\",";

    /// <summary>A deleted channel's name stays taken as long as it may be restored (general knowledge).</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Wrong(string name, TeamsLimits limits) => string.IsNullOrWhiteSpace(name) ? "Channel name is empty."
        : name.Length > limits.LongestChannelName ? $"Channel name is longer than {limits.LongestChannelName} characters."
        : name.Any(Forbidden.Contains) || name.Any(char.IsControl) || name.Contains("..", StringComparison.Ordinal) ? "Channel name contains characters that are not allowed."
        : name.StartsWith('_') || name.StartsWith('.') || name.EndsWith('.') ? "Channel name begins or ends with a character that is not allowed there."
        : name.Contains("_vti_", StringComparison.OrdinalIgnoreCase) || Reserved().IsMatch(name) ? "Channel name is reserved." : null;

    public static bool IsTaken(TeamsTeam team, string name, DateTimeOffset now, TeamsChannel? except = null) => team.Channels.Exists(one => one != except && Counts(one, now) && one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Deleted ones count until they can no longer be restored.</summary>
    public static bool Counts(TeamsChannel channel, DateTimeOffset now) => channel.DeletedAt is not { } at || now - at < Kept;

    [GeneratedRegex("^(forms|CON|PRN|AUX|NUL|COM[1-9]|LPT[1-9]|desktop\\.ini)$", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
