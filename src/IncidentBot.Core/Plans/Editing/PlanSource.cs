using IncidentBot.Core.Plans.Reading;

namespace IncidentBot.Core.Plans.Editing;

/// <summary>The text of a plan, of which one part is replaced and everything else stays letter by letter, comments included.</summary>
internal sealed class PlanSource
{
    private readonly YamlMap root;
    private readonly SourceLines lines;

    private PlanSource(string text, YamlMap root) => (Text, this.root, lines) = (text, root, new SourceLines(text));

    public string Text { get; }

    /// <summary>Null for what is no plan.</summary>
    public static PlanSource? Read(string text)
    {
        var problems = new Problems("");
        return YamlTree.Read(text, problems) is YamlMap root && problems.Count == 0 ? new PlanSource(text, root) : null;
    }

    /// <summary>The lines of a section from its key on; null where the plan has none.</summary>
    public string? Section(string name) => root.Entries.FirstOrDefault(one => one.Key == name) is { } entry ? string.Join('\n', lines.Clean(RangeOf(entry))) : null;

    /// <summary>Whether this is one section and nothing else.</summary>
    public bool Holds(string name) => root.Entries is [var only] && only.Key == name;

    /// <summary>Where a section begins, counted from 1; null where the plan has none.</summary>
    public int? LineOf(string name) => root.Entries.FirstOrDefault(one => one.Key == name)?.Line;

    /// <summary>An entry of a list, by its key; null where there is none.</summary>
    public YamlMap? Entry(string section, string id) => Entries(section).FirstOrDefault(one => Id(one) == id);

    /// <summary>In which section a line stands; null before the first.</summary>
    public string? SectionAt(int line) => root.Entries.LastOrDefault(one => one.Line <= line)?.Key;

    /// <summary>The key of an entry on whose lines this one is; null where it is on none.</summary>
    public string? FieldAt(string section, string id, int line)
    {
        if (Entry(section, id) is not { } entry || List(section) is not { } list || line < entry.Line || line > RangeOf(section, list, entry).End)
        {
            return null;
        }

        return entry.Entries.LastOrDefault(one => one.Line <= line)?.Key;
    }

    /// <param name="body">Its lines from the key on; null takes it out.</param>
    public string WithSection(string name, string? body)
    {
        var written = body is null ? [] : body.TrimEnd('\n').Split('\n');
        var standing = root.Entries.FirstOrDefault(one => one.Key == name);
        if (standing is not null)
        {
            return lines.Replace(RangeOf(standing), written);
        }

        // After the last section that comes before it; a blank line sets it off.
        var before = root.Entries.Where(one => Place(one.Key) < Place(name)).OrderBy(one => one.Line).Last();
        return lines.Insert(RangeOf(before).End, written.Length == 0 ? [] : ["", .. written]);
    }

    /// <summary>With this entry in the place of the one of the same id, or after the others. Lines of keys that say the same as before stay as they are.</summary>
    public string WithEntry(string section, YamlMap wanted)
    {
        if (List(section) is not { } list || lines.IsFlow(list))
        {
            var items = Entries(section).Select(one => Id(one) == Id(wanted) ? wanted : one).ToList();
            return WithSection(section, Written(section, items.Exists(one => Id(one) == Id(wanted)) ? items : [.. items, wanted]));
        }

        var dash = list.Column - 1;
        if (Entry(section, Id(wanted)!) is { } old)
        {
            var range = RangeOf(section, list, old);
            return lines.Replace(range, lines.IsFlow(old) ? Fresh(wanted, dash) : new EntryRewrite(lines, old, range, dash).With(wanted));
        }

        return lines.Insert(RangeOf(section, list, list.Items[^1]).End, Fresh(wanted, dash));
    }

    /// <summary>Without the entry; the section stays, and a reader says what is missing then.</summary>
    public string WithoutEntry(string section, string id) => List(section) is { } list && !lines.IsFlow(list) && Entry(section, id) is { } old
        ? lines.Replace(RangeOf(section, list, old), list.Items.Count == 1 ? [$"{new string(' ', list.Column - 1)}[]"] : [])
        : WithSection(section, Written(section, [.. Entries(section).Where(one => Id(one) != id)]));

    /// <summary>Whether everything but one section says what it said.</summary>
    public bool SameBut(PlanSource other, string section) =>
        root.Entries.Where(one => one.Key != section).All(one => YamlNodes.Same(one.Value, other.root.Find(one.Key)))
        && other.root.Entries.All(one => one.Key == section || root.Find(one.Key) is not null);

    /// <summary>Whether the same entries stand in a section, but for one.</summary>
    public bool SameEntriesBut(PlanSource other, string section, string id)
    {
        var (mine, others) = (Entries(section).Where(one => Id(one) != id).ToList(), other.Entries(section).Where(one => Id(one) != id).ToList());
        return mine.Count == others.Count && mine.Zip(others).All(pair => YamlNodes.Same(pair.First, pair.Second));
    }

    /// <summary>What an entry is known by.</summary>
    private static string? Id(YamlMap entry) => entry.TextOf("key");

    /// <summary>The entries of a list.</summary>
    public IEnumerable<YamlMap> Entries(string section) => List(section)?.Items.OfType<YamlMap>() ?? [];

    private YamlList? List(string section) => root.Find(section) as YamlList is { Items.Count: > 0 } list ? list : null;

    private LineRange RangeOf(YamlEntry entry)
    {
        var next = root.Entries.Where(one => one.Line > entry.Line).Select(one => one.Line).DefaultIfEmpty(lines.Count + 1).Min();
        return lines.Tight(entry.Line - 1, next - 1, indent: 0);
    }

    private LineRange RangeOf(string section, YamlList list, YamlNode item)
    {
        var starts = list.Items.Select(one => lines.DashOf(one, list.Column - 1)).ToList();
        var place = list.Items.Index().First(one => ReferenceEquals(one.Item, item)).Index;
        return lines.Tight(starts[place], place + 1 < starts.Count ? starts[place + 1] : RangeOf(root.Entries.Single(one => one.Key == section)).End, list.Column - 1);
    }

    private static string[] Fresh(YamlMap entry, int dash)
    {
        var fields = entry.Entries.SelectMany(one => YamlWriter.Field(one.Key, one.Value, dash + 2)).ToArray();
        fields[0] = $"{new string(' ', dash)}- {fields[0][(dash + 2)..]}";
        return fields;
    }

    private static string Written(string section, IReadOnlyList<YamlMap> items) => items.Count == 0 ? $"{section}: []" : string.Join('\n', items.SelectMany(one => Fresh(one, 2)).Prepend($"{section}:"));

    private static int Place(string key) => PlanSections.Order.ToList().IndexOf(key) is >= 0 and var place ? place : int.MaxValue;
}
