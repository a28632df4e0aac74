using System.Globalization;
using System.Text;
using IncidentBot.Core.Plans.Reading;

namespace IncidentBot.Core.Plans.Editing;

/// <summary>Writes values as a plan has them: short lists in one line, entries one a line, and in quotes whatever could be read as something else.</summary>
internal static class YamlWriter
{
    private const string Safe = " ._/()@'+-";

    private static readonly HashSet<string> Words = new(["y", "n", "yes", "no", "on", "off", "true", "false", "null"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The lines of one key: the first with the key, further ones indented deeper.</summary>
    /// <param name="indent">In letters, of the key.</param>
    public static IReadOnlyList<string> Field(string key, YamlNode value, int indent)
    {
        var margin = new string(' ', indent);
        return value is YamlList { Items: [YamlMap, ..] } list
            ? [$"{margin}{key}:", .. list.Items.Select(item => Item(item, indent + 2))]
            : [$"{margin}{key}: {(value is YamlText text ? Scalar(text.Text, inFlow: false) : Flow(value))}"];
    }

    /// <summary>One entry of a list in one line.</summary>
    public static string Item(YamlNode item, int indent) => $"{new string(' ', indent)}- {(item is YamlMap { Entries: [{ Value: YamlText text } only] } ? $"{only.Key}: {Scalar(text.Text, inFlow: false)}" : Flow(item))}";

    /// <summary>A text of one line.</summary>
    public static string Scalar(string text, bool inFlow) => IsPlain(text, inFlow) ? text : Quoted(text);

    private static string Flow(YamlNode node) => node switch
    {
        YamlText text => Scalar(text.Text, inFlow: true),
        YamlList list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
        YamlMap map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key}: {Flow(entry.Value)}"))}}}",
        _ => throw new InvalidOperationException("A node that was refused is not written."),
    };

    private static bool IsPlain(string text, bool inFlow) =>
        text.Length > 0 && char.IsLetter(text[0]) && !text.EndsWith(' ') && !Words.Contains(text)
        && text.Index().All(one => char.IsLetterOrDigit(one.Item) || Safe.Contains(one.Item, StringComparison.Ordinal)
            || (!inFlow && (one.Item == ',' || (one.Item == ':' && one.Index + 1 < text.Length && text[one.Index + 1] != ' '))));

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                _ when char.IsControl(letter) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => letter.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
