namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads one mapping key by key. Every key that is asked for is known; <see cref="End"/> complains about the others and about those that are missing.</summary>
/// <param name="what">How the mapping is called in a sentence: "this contact".</param>
internal sealed class Section(Problems problems, YamlMap map, string what)
{
    private readonly List<string> known = [];
    private readonly List<(string Key, string Example)> missing = [];

    public YamlNode At => map;

    public YamlText? Required(string key, string example)
    {
        if (Find(key) is null)
        {
            missing.Add((key, example));
            return null;
        }

        return Optional(key);
    }

    public YamlText? Optional(string key) => Find(key) is { } entry ? Scalar(entry.Value, $"'{key}'") : null;

    public string? OptionalText(string key) => Optional(key)?.Text;

    public string RequiredText(string key, string example) => Required(key, example)?.Text ?? "";

    /// <summary>The entries of a list; a required one must not be empty.</summary>
    public IReadOnlyList<YamlNode> RequiredList(string key, string example)
    {
        if (Find(key) is not { } entry)
        {
            missing.Add((key, example));
            return [];
        }

        if (entry.Value is YamlList { Items.Count: 0 })
        {
            problems.Add(entry.Line, entry.Column, $"'{key}' is empty; write at least one entry, for example {example}.");
        }

        return List(entry);
    }

    public IReadOnlyList<YamlNode> OptionalList(string key) => Find(key) is { } entry ? List(entry) : [];

    public IReadOnlyList<YamlText> RequiredWords(string key, string example) => Scalars(RequiredList(key, example), key);

    public IReadOnlyList<YamlText> OptionalWords(string key) => Scalars(OptionalList(key), key);

    public YamlMap? RequiredMap(string key, string example)
    {
        if (Find(key) is null)
        {
            missing.Add((key, example));
        }

        return OptionalMap(key);
    }

    public YamlMap? OptionalMap(string key) => Find(key) is { } entry ? AsMap(problems, entry.Value, $"'{key}'") : null;

    public YamlNode? Any(string key) => Find(key)?.Value;

    public void End()
    {
        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries.Where(entry => !known.Contains(entry.Key)))
        {
            var absent = known.Where(key => map.Entries.All(one => one.Key != key)).ToList();
            if (Spelling.Nearest(entry.Key, absent) is { } near)
            {
                meant.Add(near);
            }

            problems.Add(entry.Line, entry.Column, $"Unknown key '{entry.Key}' in {what}{problems.Guess(entry.Key, absent, $"the keys here are {string.Join(", ", known)}")}");
        }

        foreach (var (key, example) in missing.Where(one => !meant.Contains(one.Key)))
        {
            problems.Add(map, $"The key '{key}' is missing in {what}; add it, for example {key}: {example}");
        }
    }

    public static YamlMap? AsMap(Problems problems, YamlNode node, string name)
    {
        if (node is not (YamlMap or YamlRefused))
        {
            problems.Add(node, $"{Capital(name)} must hold keys with values, one a line and indented by two spaces.");
        }

        return node as YamlMap;
    }

    private YamlEntry? Find(string key)
    {
        if (!known.Contains(key))
        {
            known.Add(key);
        }

        return map.Entries.FirstOrDefault(entry => entry.Key == key);
    }

    private IReadOnlyList<YamlNode> List(YamlEntry entry)
    {
        if (entry.Value is YamlList list)
        {
            return list.Items;
        }

        if (entry.Value is not YamlRefused)
        {
            problems.Add(entry.Value, $"'{entry.Key}' must be a list: begin each entry with a dash on a line of its own, or write [one, two].");
        }

        return [];
    }

    private List<YamlText> Scalars(IReadOnlyList<YamlNode> nodes, string key) =>
        [.. nodes.Select(node => Scalar(node, $"an entry of '{key}'")).OfType<YamlText>()];

    private YamlText? Scalar(YamlNode node, string name)
    {
        if (node is YamlText { Empty: false } text)
        {
            return text;
        }

        if (node is not YamlRefused)
        {
            problems.Add(node, node is YamlText ? $"{Capital(name)} is empty; give it a value or take the line away." : $"{Capital(name)} must be a single text, not a list or keys.");
        }

        return null;
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
