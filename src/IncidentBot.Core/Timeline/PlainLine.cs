namespace IncidentBot.Core.Timeline;

/// <summary>Text from a file that nobody vouches for, made fit to stand in a line on a terminal: no control characters, no reversed writing, not endless.</summary>
internal static class PlainLine
{
    private const int Limit = 200;

    public static string Of(string text)
    {
        var shown = string.Concat(text.Take(Limit).Select(c => char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' ? '\uFFFD' : c));
        return CleanText.AtTheDoor(text.Length > Limit ? shown + "…" : shown);
    }
}
