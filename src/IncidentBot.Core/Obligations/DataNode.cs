using System.Globalization;
using NodaTime;
using NodaTime.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IncidentBot.Core.Obligations;

/// <summary>One value of a YAML file that knows its line, so that every complaint about data can name it.</summary>
internal sealed class DataNode(YamlNode node)
{
    public int Line => (int)node.Start.Line;

    public bool IsMap => node is YamlMappingNode;

    public bool IsList => node is YamlSequenceNode;

    public bool IsText => node is YamlScalarNode;

    public static DataNode Parse(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count == 0
                ? throw new DataFileException(1, "the file is empty.")
                : new DataNode(stream.Documents[0].RootNode);
        }
        catch (YamlException exception)
        {
            throw new DataFileException((int)exception.Start.Line, $"this is not YAML: {exception.Message}");
        }
    }

    public DataFileException Wrong(string sentence) => new(Line, sentence);

    /// <summary>The value under a key; null when it is absent or written as null.</summary>
    public DataNode? Find(string key)
    {
        var map = node as YamlMappingNode ?? throw Wrong($"expected names and values here, among them '{key}'.");
        return map.Children.TryGetValue(new YamlScalarNode(key), out var value) && !IsNull(value) ? new DataNode(value) : null;
    }

    public bool Has(string key) => node is YamlMappingNode map && map.Children.ContainsKey(new YamlScalarNode(key));

    public DataNode Need(string key) => Find(key) ?? throw Wrong($"'{key}' is missing.");

    public string Text() => node is YamlScalarNode scalar ? scalar.Value ?? "" : throw Wrong("expected a single value here, not a list or a group.");

    public string NeedText(string key) => Need(key).Text();

    public string? FindText(string key) => Find(key)?.Text();

    public int Whole() =>
        int.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong($"'{Text()}' is not a whole number.");

    public bool YesOrNo() => bool.TryParse(Text(), out var flag) ? flag : throw Wrong($"'{Text()}' is neither true nor false.");

    public LocalDate Date() =>
        LocalDatePattern.Iso.Parse(Text()) is { Success: true } parsed ? parsed.Value : throw Wrong($"'{Text()}' is not a date such as 2026-11-24.");

    public IEnumerable<DataNode> Items() =>
        node is YamlSequenceNode list ? list.Children.Select(child => new DataNode(child)) : throw Wrong("expected a list here.");

    public IEnumerable<DataNode> FindItems(string key) => Find(key)?.Items() ?? [];

    public IReadOnlyList<string> FindTexts(string key) => [.. FindItems(key).Select(item => item.Text())];

    public IEnumerable<(string Key, DataNode Value)> Entries() =>
        node is YamlMappingNode map
            ? map.Children.Select(pair => (new DataNode(pair.Key).Text(), new DataNode(pair.Value)))
            : throw Wrong("expected names and values here.");

    public IEnumerable<(string Key, DataNode Value)> FindEntries(string key) => Find(key)?.Entries() ?? [];

    public bool IsNull() => IsNull(node);

    public FactValue Fact() => node switch
    {
        YamlSequenceNode => FactValue.Of([.. Items().Select(item => item.Text())], complete: false),
        YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any } => FactValue.Parse(Text()),
        YamlScalarNode => FactValue.Of(Text()),
        _ => throw Wrong("a fact is true, false, a number, a word or a list of words."),
    };

    /// <summary>The same content gives the same text, whatever the order of keys, the quoting and the layout.</summary>
    public string Normalised() => node switch
    {
        YamlMappingNode => "{" + string.Join(",", Entries().OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{Quote(entry.Key)}:{entry.Value.Normalised()}")) + "}",
        YamlSequenceNode => "[" + string.Join(",", Items().Select(item => item.Normalised())) + "]",
        _ => IsNull() ? "null" : Quote(Text()),
    };

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "null" or "~" or "Null" or "NULL" };
}
