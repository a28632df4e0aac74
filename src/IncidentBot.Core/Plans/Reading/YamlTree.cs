using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads YAML events into nodes with their places. Refuses what a plan has no use for: aliases, anchors, tags, deep nests, keys that stand twice.</summary>
internal sealed class YamlTree
{
    private const int Deepest = 12;

    private readonly Problems problems;
    private readonly Parser parser;
    private Mark last = Mark.Empty;

    private YamlTree(string text, Problems problems)
    {
        this.problems = problems;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>Null when the text is not YAML or holds nothing, which is then said.</summary>
    public static YamlNode? Read(string text, Problems problems)
    {
        var tree = new YamlTree(text, problems);
        try
        {
            return tree.Document();
        }
        catch (YamlException fault)
        {
            YamlFaults.Explain(problems, text, fault.Start.Line > 0 ? fault.Start : tree.last, fault.Message);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The scanner slips on some unclosed brackets instead of saying so; what an operator typed must never stop the bot.
            YamlFaults.Explain(problems, text, tree.last, "Something that was opened here or above is never closed.");
        }

        return null;
    }

    private YamlNode? Document()
    {
        Next();
        Next();
        if (parser.Current is not DocumentStart)
        {
            problems.Add(1, null, "The file is empty; a plan begins with slug, name, zone and provider (see docs/plan-files.md for an example).");
            return null;
        }

        Next();
        var root = Node(0);
        Next();
        Next();
        if (parser.Current is DocumentStart second)
        {
            problems.Add(Line(second), null, "A second document begins here; one file holds one client, so move it into a file of its own and take the line --- away.");
        }

        return root;
    }

    private YamlNode Node(int depth)
    {
        var here = parser.Current!;
        if (depth > Deepest)
        {
            throw new YamlException(here.Start, here.End, $"This is nested more than {Deepest} deep; no part of a plan is.");
        }

        if (here is AnchorAlias alias)
        {
            problems.Add(Line(here), Column(here), $"'*{alias.Value}' is an alias, and a plan takes none: write the value out, or put a text that begins with * in quotes.");
            return new YamlRefused(Line(here), Column(here));
        }

        if (here is not NodeEvent node)
        {
            throw new YamlException(here.Start, here.End, "A value is missing");
        }

        Refuse(node);
        return here switch
        {
            MappingStart => Map(here, depth),
            SequenceStart => List(here, depth),
            _ => Text((Scalar)here),
        };
    }

    private void Refuse(NodeEvent here)
    {
        if (!here.Anchor.IsEmpty)
        {
            problems.Add(Line(here), Column(here), $"'&{here.Anchor.Value}' is an anchor, and a plan takes none: take it away, or put a text that begins with & in quotes.");
        }

        if (!here.Tag.IsEmpty && !here.Tag.IsNonSpecific)
        {
            problems.Add(Line(here), Column(here), $"'{here.Tag.Value}' is a tag, and a plan takes none: take it away, or put a text that begins with ! in quotes.");
        }
    }

    private YamlMap Map(ParsingEvent here, int depth)
    {
        var entries = new List<YamlEntry>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        Next();
        while (parser.Current is not MappingEnd)
        {
            var at = parser.Current!;
            var key = Node(depth + 1) as YamlText;
            Next();
            var value = Node(depth + 1);
            Next();
            if (key is null)
            {
                problems.Add(Line(at), Column(at), "A key must be a plain word followed by a colon.");
            }
            else if (!seen.TryAdd(key.Text, key.Line))
            {
                problems.Add(key.Line, key.Column, $"The key '{key.Text}' stands twice here (first on line {seen[key.Text]}); keep one of them.");
            }
            else
            {
                entries.Add(new YamlEntry(key.Text, value, key.Line, key.Column));
            }
        }

        return new YamlMap(entries, Line(here), Column(here));
    }

    private YamlList List(ParsingEvent here, int depth)
    {
        var items = new List<YamlNode>();
        Next();
        while (parser.Current is not SequenceEnd)
        {
            items.Add(Node(depth + 1));
            Next();
        }

        return new YamlList(items, Line(here), Column(here));
    }

    private static YamlText Text(Scalar here) => new(here.Value.Trim(), here.Style is ScalarStyle.Plain, Line(here), Column(here));

    private void Next()
    {
        if (!parser.MoveNext())
        {
            throw new YamlException(last, last, "The file ends too early.");
        }

        last = parser.Current!.Start;
    }

    private static int Line(ParsingEvent at) => Math.Max(1, (int)at.Start.Line);

    private static int Column(ParsingEvent at) => Math.Max(1, (int)at.Start.Column);
}
