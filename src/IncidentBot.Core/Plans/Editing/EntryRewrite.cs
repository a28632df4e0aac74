using IncidentBot.Core.Plans.Reading;

namespace IncidentBot.Core.Plans.Editing;

/// <summary>Writes one entry of a list anew, key by key: what says the same keeps its lines and its comments.</summary>
internal sealed class EntryRewrite(SourceLines lines, YamlMap old, LineRange range, int dash)
{
    private readonly int indent = old.Column - 1;

    public string[] With(YamlMap wanted)
    {
        var blocks = old.Entries.Select(Block).Select(block => (block.Key, Lines: LinesOf(block, wanted.Find(block.Key)))).ToList();
        foreach (var (place, entry) in wanted.Entries.Index().Where(one => old.Find(one.Item.Key) is null))
        {
            var before = place == 0 ? -1 : blocks.FindIndex(one => one.Key == wanted.Entries[place - 1].Key);
            blocks.Insert(before + 1, (entry.Key, YamlWriter.Field(entry.Key, entry.Value, indent)));
        }

        var body = blocks.SelectMany(one => one.Lines).ToList();

        // Where the first key went, what stood below it stands below the next.
        var first = body.FindIndex(line => line.TrimStart() is [not '#', ..]);
        body = [body[first], .. body.Take(first), .. body.Skip(first + 1)];

        // The dash stands before whichever line is the first now, or on a line of its own.
        return range.Start < old.Line - 1 ? [.. lines.Clean(new LineRange(range.Start, old.Line - 1)), .. body] : [$"{body[0][..dash]}-{body[0][(dash + 1)..]}", .. body.Skip(1)];
    }

    /// <summary>A key with its own lines, and the blank lines and comments before the next key.</summary>
    private (string Key, YamlNode Value, LineRange Own, LineRange Loose) Block(YamlEntry entry)
    {
        var next = old.Entries.Where(one => one.Line > entry.Line).Select(one => one.Line - 1).DefaultIfEmpty(range.End).Min();
        var own = lines.Tight(entry.Line - 1, next, indent);
        return (entry.Key, entry.Value, own, new LineRange(own.End, next));
    }

    private IReadOnlyList<string> LinesOf((string Key, YamlNode Value, LineRange Own, LineRange Loose) block, YamlNode? wanted)
    {
        var own = wanted is null ? [] : YamlNodes.Same(block.Value, wanted) ? Bare(block.Own) : Changed(block.Key, block.Value, wanted, block.Own);
        return [.. own, .. lines.Clean(block.Loose)];
    }

    /// <summary>Without the entry's dash.</summary>
    private IReadOnlyList<string> Bare(LineRange own) => [.. lines.Clean(own).Index().Select(one => own.Start + one.Index == range.Start ? $"{one.Item[..dash]} {one.Item[(dash + 1)..]}" : one.Item)];

    /// <summary>Of a list each entry that was there before keeps its line.</summary>
    private IReadOnlyList<string> Changed(string key, YamlNode before, YamlNode wanted, LineRange own)
    {
        if (before is not YamlList { Items: [YamlMap, ..] } list || wanted is not YamlList { Items: [YamlMap, ..] } now || lines.IsFlow(list))
        {
            return YamlWriter.Field(key, wanted, indent);
        }

        var margin = list.Column - 1;
        var starts = list.Items.Select(item => lines.DashOf(item, margin)).Append(own.End).ToList();
        return [.. lines.Clean(new LineRange(own.Start, starts[0])), .. now.Items.SelectMany(Line)];

        IEnumerable<string> Line(YamlNode item) => list.Items.Index().Where(one => YamlNodes.Same(one.Item, item)).Select(one => lines.Clean(lines.Tight(starts[one.Index], starts[one.Index + 1], margin))).FirstOrDefault() ?? [YamlWriter.Item(item, margin)];
    }
}
