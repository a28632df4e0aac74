using IncidentBot.Core.Plans.Reading;

namespace IncidentBot.Core.Plans.Editing;

/// <summary>The methods of a contact as people write them, one a line: <c>mail lena@example.com after 5m hours Mon-Fri 08:00-18:00</c>.</summary>
public static class ContactMethods
{
    private static readonly string[] Asides = ["after", "hours"];
    private static readonly string[] Parts = ["address", .. Asides];

    /// <summary>Anything is read; what makes no sense is for the plan's reader to say. Lines that say what the contact has already are what it has, and where a line cannot say one of its methods (an address with a semicolon, or with one of our words in it) they are not changed from here.</summary>
    /// <exception cref="RefusalException">They would have to be.</exception>
    internal static YamlNode Read(string text, YamlMap? before)
    {
        if (before?.Find("methods") is not { } methods)
        {
            return Read(text);
        }

        var standing = string.Join('\n', Of(before));
        return text.ReplaceLineEndings("\n").Trim() == standing ? methods
            : YamlNodes.Same(Read(standing), methods) ? Read(text)
            : throw PlanRefusals.NotPiecewise($"the methods of contact {before.TextOf("key")}");
    }

    private static YamlList Read(string text) => YamlNodes.List(text.Split(['\n', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Method));

    /// <summary>The same from the fields of a form.</summary>
    public static string Line(string kind, string? address, string? after, string? hours) =>
        string.Join(' ', new[] { kind.Trim(), address?.Trim(), Aside("after", after), Aside("hours", hours) }.Where(one => !string.IsNullOrEmpty(one)));

    internal static IReadOnlyList<ContactMethodLine> Of(YamlMap? contact) =>
        contact?.Find("methods") is YamlList list ? [.. list.Items.OfType<YamlMap>().Select(one => new ContactMethodLine(one.TextOf("kind") ?? "", one.TextOf("address"), one.TextOf("after"), one.TextOf("hours")))] : [];

    private static YamlMap Method(string line)
    {
        var parts = new Dictionary<string, List<string>>(StringComparer.Ordinal) { ["address"] = [] };
        var part = "address";
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words.Skip(1))
        {
            if (Asides.Contains(word))
            {
                parts[part = word] = [];
            }
            else
            {
                parts[part].Add(word);
            }
        }

        return YamlNodes.Map([("kind", YamlNodes.Text(words[0].ToLowerInvariant())), .. Parts.Select(name => (name, Value(name)))]);

        YamlNode? Value(string name) => parts.TryGetValue(name, out var said) && string.Join(' ', said) is { Length: > 0 } text ? YamlNodes.Text(text) : null;
    }

    private static string? Aside(string word, string? value) => string.IsNullOrWhiteSpace(value) ? null : $"{word} {value.Trim()}";
}

/// <summary>One way to reach a contact, as its plan writes it.</summary>
public sealed record ContactMethodLine(string Kind, string? Address, string? After, string? Hours)
{
    public override string ToString() => ContactMethods.Line(Kind, Address, After, Hours);
}
