using IncidentBot.Core.Plans.Reading;

namespace IncidentBot.Core.Plans.Editing;

/// <summary>Makes values that stand nowhere yet, and compares values wherever they stand.</summary>
internal static class YamlNodes
{
    public static YamlText Text(string text) => new(text, Bare: false, 0, 0);

    public static YamlList List(IEnumerable<YamlNode> items) => new([.. items], 0, 0);

    /// <summary>Without the keys that have no value.</summary>
    public static YamlMap Map(IEnumerable<(string Key, YamlNode? Value)> entries) => new([.. entries.Where(one => one.Value is not null).Select(one => new YamlEntry(one.Key, one.Value!, 0, 0))], 0, 0);

    public static YamlNode? Find(this YamlMap map, string key) => map.Entries.FirstOrDefault(one => one.Key == key)?.Value;

    public static string? TextOf(this YamlMap map, string key) => map.Find(key) is YamlText { Empty: false } text ? text.Text : null;

    /// <summary>Whether two values say the same, however they are written.</summary>
    public static bool Same(YamlNode? left, YamlNode? right) => (left, right) switch
    {
        (null, null) => true,
        (YamlText one, YamlText two) => one.Text == two.Text,
        (YamlList one, YamlList two) => one.Items.Count == two.Items.Count && one.Items.Zip(two.Items).All(pair => Same(pair.First, pair.Second)),
        (YamlMap one, YamlMap two) => one.Entries.Count == two.Entries.Count && one.Entries.All(entry => two.Find(entry.Key) is { } other && Same(entry.Value, other)),
        _ => false,
    };
}
