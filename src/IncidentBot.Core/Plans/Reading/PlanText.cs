using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace IncidentBot.Core.Plans.Reading;

/// <summary>Checks that a file is text of a decent size before anybody looks at what it says.</summary>
internal static class PlanText
{
    /// <summary>Null, with a problem, when the bytes are too many or are not UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, Problems problems)
    {
        if (bytes.Length > PlanFile.Largest)
        {
            TooLarge(problems);
            return null;
        }

        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var (line, column) = FirstBad(bytes);
        problems.Add(line, column, "This byte is not UTF-8; save the file again with the encoding UTF-8.");
        return null;
    }

    public static bool Fits(string text, Problems problems)
    {
        if (text.Length > PlanFile.Largest || Encoding.UTF8.GetByteCount(text) > PlanFile.Largest)
        {
            TooLarge(problems);
            return false;
        }

        var before = problems.Count;
        var (line, start) = (1, 0);
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] == '\n')
            {
                (line, start) = (line + 1, place + 1);
            }
            else if (!Visible(text, ref place))
            {
                problems.Add(line, place - start + 1, $"An invisible character (U+{(int)text[place]:X4}) stands here; take it away.");
            }
        }

        return problems.Count == before;
    }

    private static void TooLarge(Problems problems) => problems.Add(1, null, "The file is larger than 1 MB, which no plan needs; take out what is not the plan.");

    // Steps over a pair of surrogates; half a pair is no character. Line breaks other than LF and CR LF would shift the numbers of lines.
    private static bool Visible(string text, ref int place)
    {
        var next = place + 1 < text.Length ? text[place + 1] : '\0';
        if (char.IsSurrogatePair(text[place], next))
        {
            place++;
            return true;
        }

        return text[place] switch
        {
            '\t' => true,
            '\r' => next == '\n',
            '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' => false,
            var other => !char.IsControl(other) && !char.IsSurrogate(other),
        };
    }

    private static (int Line, int Column) FirstBad(ReadOnlySpan<byte> bytes)
    {
        var (line, column) = (1, 1);
        while (Rune.DecodeFromUtf8(bytes, out var rune, out var taken) is OperationStatus.Done)
        {
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
            bytes = bytes[taken..];
        }

        return (line, column);
    }
}
