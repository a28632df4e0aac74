using System.Text;

namespace IncidentBot.Teams.Graph;

/// <summary>What a channel and a chat may be called.</summary>
public static class ChannelNames
{
    public const int Longest = 50;
    private const int LongestTopic = 250;
    private const string Forbidden = "~#%&*{}+/\\:<>?|'\",";
    private const string Otherwise = "incident";

    private static readonly HashSet<string> Reserved = new(
        [.. "forms con prn aux nul desktop.ini _vti_".Split(' '), .. Enumerable.Range(0, 10).SelectMany(number => new[] { $"com{number}", $"lpt{number}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>The nearest name that Teams takes.</summary>
    /// <param name="ending">Kept whole at the end, such as -2, for when the name is taken.</param>
    public static string Of(string wanted, string ending = "")
    {
        var name = Cut(Plain(wanted, Forbidden), Longest - ending.Length).TrimEnd('.', ' ', '-') + ending;
        return name.Length == ending.Length || Reserved.Contains(name) || name.Contains("_vti_", StringComparison.OrdinalIgnoreCase) ? Otherwise + ending : name;
    }

    public static bool IsGood(string name) => name.Length > 0 && Of(name) == name;

    /// <summary>The nearest topic that a chat may have.</summary>
    public static string Topic(string wanted) => Cut(Plain(wanted, ":"), LongestTopic) is { Length: > 0 } topic ? topic : Otherwise;

    private static string Plain(string wanted, string forbidden)
    {
        var name = new StringBuilder(wanted.Length);
        foreach (var letter in wanted)
        {
            var good = char.IsControl(letter) || char.IsWhiteSpace(letter) ? ' ' : forbidden.Contains(letter, StringComparison.Ordinal) ? '-' : letter;
            if (name.Length == 0 ? good is not (' ' or '.' or '_' or '-') : !(good is ' ' or '.' && name[^1] == good))
            {
                name.Append(good);
            }
        }

        return name.ToString();
    }

    /// <summary>Never through the middle of a letter of two units.</summary>
    private static string Cut(string name, int most)
    {
        var end = Math.Min(name.Length, most);
        return name[..(end < name.Length && end > 0 && char.IsHighSurrogate(name[end - 1]) ? end - 1 : end)].Trim();
    }
}
