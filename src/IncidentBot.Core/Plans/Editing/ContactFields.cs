using IncidentBot.Core.Plans.Reading;

namespace IncidentBot.Core.Plans.Editing;

/// <summary>A contact as its plan writes it, to be changed.</summary>
public sealed record ContactFields(string Key, string? Name, string? Kind, string? Organisation, string? Person, string? Languages, string? Zone, string? Hours, IReadOnlyList<ContactMethodLine> Methods, string? Updates)
{
    /// <summary>The whole contact: what is not said is taken out.</summary>
    /// <param name="version">That was looked at.</param>
    public SaveContact ToVerb(int version, string client) =>
        new(Key, Name, Kind, Organisation, Person, Languages, Zone, Hours, string.Join('\n', Methods), Updates, Whole: true, New: false, version, client);

    internal static ContactFields Of(YamlMap contact) => new(
        contact.TextOf("key") ?? "",
        contact.TextOf("name"),
        contact.TextOf("kind"),
        contact.TextOf("organisation"),
        contact.TextOf("person"),
        Words(contact, "languages"),
        contact.TextOf("zone"),
        contact.TextOf("hours"),
        ContactMethods.Of(contact),
        contact.Find("updates") is YamlList { Items.Count: 0 } ? SaveContact.Nothing : Words(contact, "updates"));

    private static string? Words(YamlMap contact, string key) => contact.Find(key) is YamlList { Items.Count: > 0 } list ? string.Join(", ", list.Items.OfType<YamlText>().Select(one => one.Text)) : null;
}
