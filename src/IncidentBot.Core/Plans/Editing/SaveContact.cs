using IncidentBot.Core.Chat;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans.Reading;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Plans.Editing;

/// <summary>Adds a contact to the client's plan, or changes one. What is not said stays as it is, unless the whole contact is said.</summary>
public sealed record SaveContact(
    string Contact,
    string? Name = null,
    string? Kind = null,
    string? Organisation = null,
    string? Person = null,
    string? Languages = null,
    string? Zone = null,
    string? Hours = null,
    string? Methods = null,
    string? Updates = null,
    bool Whole = false,
    bool New = false,
    int? Version = null,
    string? Client = null) : IOrganisationVerb, IVerb<SaveContact>
{
    public const string Nothing = "none";

    public static Grammar<SaveContact> Grammar => new("contact save")
    {
        Arguments = ["contact"],
        Summary = "Adds a contact to the client's plan, or changes one: who, how to reach them, when.",
        Examples = ["contact save lena --hours \"Mon-Fri 08:00-18:00\"", "contact save breach-desk --name \"Breach desk\" --kind legal --methods \"voice +12125550120; mail breach@example.com after 5m\""],
        Descriptions = new Dictionary<string, string>
        {
            ["methods"] = "One a line, or with a semicolon between them: sms +15125550101, mail lena@example.com after 5m, voice +15125550101 hours Mon-Fri 08:00-18:00.",
            ["updates"] = "The methods by which they want status updates; all, or none.",
            ["new"] = "Refused where the plan has a contact of that name already.",
            ["whole"] = "What is not said is taken out.",
            ["version"] = "The version of the plan that you looked at: refused where the contact was changed since.",
        },
        Notes = ["`none` takes a value out. The plan becomes the next version with your name; open incidents keep the one they were opened with."],
    };

    public static Permission Needs => Permission.Prepare;
}

public sealed class SaveContactHandler(PlanEditor editor) : IHandleInOrganisation<SaveContact>
{
    /// <summary>In the order of the file.</summary>
    private static readonly string[] Keys = ["key", "name", "kind", "person", "organisation", "languages", "zone", "hours", "methods", "updates"];

    public async Task<Reply> HandleAsync(SaveContact verb, Organisation organisation, Actor by, CancellationToken cancel)
    {
        var draft = await editor.OpenAsync(organisation, cancel);
        var key = verb.Contact.Trim();
        var before = draft.Source.Entry(PlanSections.Contacts, key);
        if (verb.New && before is not null)
        {
            throw PlanRefusals.ContactTaken(key, before.TextOf("name") ?? key);
        }

        await editor.RefuseChangedAsync(draft, verb.Version, key, cancel);
        var wanted = Wanted(verb, key, before);
        if (YamlNodes.Same(before, wanted))
        {
            return Reply.Of($"The plan of {organisation.Name} says that of {key} already, so nothing was changed.");
        }

        var text = draft.Source.WithEntry(PlanSections.Contacts, wanted);
        if (PlanSource.Read(text) is { } after && !(draft.Source.SameBut(after, PlanSections.Contacts) && draft.Source.SameEntriesBut(after, PlanSections.Contacts, key) && YamlNodes.Same(after.Entry(PlanSections.Contacts, key), wanted)))
        {
            throw PlanRefusals.NotPiecewise($"contact {key}");
        }

        await editor.PublishAsync(draft, text, (source, problem) => Place(source, key, problem), by, cancel);
        var changed = Keys.Where(one => !YamlNodes.Same(before?.Find(one), wanted.Find(one))).ToList();
        return Reply.Of(before is null
            ? (Prose)$"Contact **{key}** is in the plan of {organisation.Name} now, version {draft.Latest.Number + 1}. `plan check` says whether somebody can reach them."
            : $"Contact **{key}** of {organisation.Name} is changed: {string.Join(", ", changed)}. The plan is version {draft.Latest.Number + 1} now.");
    }

    private static YamlMap Wanted(SaveContact verb, string key, YamlMap? before)
    {
        return YamlNodes.Map(
        [
            ("key", YamlNodes.Text(key)),
            ("name", Value("name", verb.Name, YamlNodes.Text)),
            ("kind", Value("kind", verb.Kind, YamlNodes.Text)),
            ("person", Value("person", verb.Person?.TrimStart('@'), YamlNodes.Text)),
            ("organisation", Value("organisation", verb.Organisation, YamlNodes.Text)),
            ("languages", Value("languages", verb.Languages, Words)),
            ("zone", Value("zone", verb.Zone, YamlNodes.Text)),
            ("hours", Value("hours", verb.Hours, YamlNodes.Text)),
            ("methods", Value("methods", verb.Methods, said => ContactMethods.Read(said, before))),
            ("updates", Updates(verb.Updates, verb.Whole ? null : before?.Find("updates"))),

            // What nobody asks for here stays: a reader complains about it where it has no business.
            .. before?.Entries.Where(one => !Keys.Contains(one.Key)).Select(one => (one.Key, (YamlNode?)one.Value)) ?? [],
        ]);

        YamlNode? Value(string field, string? said, Func<string, YamlNode> read) => said?.Trim() switch
        {
            null or "" => verb.Whole ? null : before?.Find(field),
            SaveContact.Nothing => null,
            var words => read(words),
        };
    }

    /// <summary>Here none is something that a plan says.</summary>
    private static YamlNode? Updates(string? said, YamlNode? otherwise) => said?.Trim() switch
    {
        null or "" => otherwise,
        "all" => null,
        SaveContact.Nothing => YamlNodes.List([]),
        var words => Words(words),
    };

    private static YamlList Words(string text) => YamlNodes.List(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(YamlNodes.Text));

    /// <summary>A mistake of this contact stands beside its field; one elsewhere names its part of the plan.</summary>
    private static (string? Where, string? Field) Place(PlanSource? after, string key, PlanProblem problem) =>
        after?.FieldAt(PlanSections.Contacts, key, problem.Line) is { } field ? (null, field == "key" ? "contact" : field) : (after?.SectionAt(problem.Line), null);
}
