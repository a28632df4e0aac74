namespace IncidentBot.Core.Plans.Reading;

/// <summary>A piece of a YAML file that knows where it stands; both count from 1.</summary>
internal abstract record YamlNode(int Line, int Column);

/// <summary>A scalar. Only what is written bare can be a number, a yes or nothing.</summary>
internal sealed record YamlText(string Text, bool Bare, int Line, int Column) : YamlNode(Line, Column)
{
    public bool Empty => string.IsNullOrWhiteSpace(Text) || (Bare && Text is "~" or "null" or "Null" or "NULL");
}

internal sealed record YamlList(IReadOnlyList<YamlNode> Items, int Line, int Column) : YamlNode(Line, Column);

internal sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, int Line, int Column) : YamlNode(Line, Column);

internal sealed record YamlEntry(string Key, YamlNode Value, int Line, int Column);

/// <summary>Something that was complained about already; readers pass over it in silence.</summary>
internal sealed record YamlRefused(int Line, int Column) : YamlNode(Line, Column);
