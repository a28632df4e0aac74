namespace IncidentBot.Core.Plans;

/// <summary>A plan as it comes out of a chat: with the line ends of another system, in a fence of code, indented by spaces that do not break.</summary>
internal static class PastedPlan
{
    private const string Fence = "```";

    public static string Clean(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\u00A0', ' ').Trim('\n', ' ').Split('\n').ToList();
        if (lines is [var first, .., var last] && first.StartsWith(Fence, StringComparison.Ordinal) && last.Trim() == Fence)
        {
            lines = lines[1..^1];
        }

        return string.Join('\n', lines.Select(line => line.TrimEnd())) + "\n";
    }
}
