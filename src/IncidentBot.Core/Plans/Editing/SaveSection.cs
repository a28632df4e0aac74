using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Plans.Editing;

/// <summary>Puts one part of the client's plan in the place of what stands there: roles, escalation, insurance, a protocol.</summary>
public sealed record SaveSection(string Section, string Text, int? Version = null, string? Client = null) : IOrganisationVerb, IVerb<SaveSection>
{
    public static Grammar<SaveSection> Grammar => new("plan section")
    {
        Arguments = ["section"],
        Rest = "text",
        RestIsFile = true,
        Longest = ImportPlan.Longest,
        Summary = "Puts one part of the client's plan in the place of what stands there, as the plan file writes it.",
        Examples = ["plan section verify_contacts verify_contacts: 90d", "plan section assets none"],
        Descriptions = new Dictionary<string, string>
        {
            ["section"] = "people, contacts, verify_contacts, roles, escalation, jurisdictions, legal, insurance, protocols, communication, tools, assets or reviewed.",
            ["version"] = "The version of the plan that you looked at: refused where the part was changed since.",
        },
        Notes = ["`none` alone takes the part out. The plan becomes the next version with your name; open incidents keep the one they were opened with."],
    };

    public static Permission Needs => Permission.Prepare;
}

public sealed class SaveSectionHandler(PlanEditor editor) : IHandleInOrganisation<SaveSection>
{
    public async Task<Reply> HandleAsync(SaveSection verb, Organisation organisation, Actor by, CancellationToken cancel)
    {
        var section = PlanSections.Find(verb.Section)?.Name ?? throw PlanRefusals.NoSection(verb.Section);
        var draft = await editor.OpenAsync(organisation, cancel);
        var before = draft.Source.Section(section);
        if (await editor.SeenAsync(draft, verb.Version, section, cancel) is { } seen && seen.Section(section) != before)
        {
            throw PlanRefusals.ChangedMeanwhile(section, draft.Latest.Number);
        }

        var body = Body(section, PastedPlan.Clean(verb.Text).TrimEnd('\n'));
        if (body == before)
        {
            return Reply.Of($"The plan of {organisation.Name} says that already, so nothing was changed.");
        }

        var text = draft.Source.WithSection(section, body);
        if (PlanSource.Read(text) is { } after && !draft.Source.SameBut(after, section))
        {
            throw PlanRefusals.NotPiecewise(section);
        }

        var first = PlanSource.Read(text)?.LineOf(section) ?? 1;
        await editor.PublishAsync(draft, text, (source, problem) => source?.SectionAt(problem.Line) is { } where && where != section ? (where, null) : ($"line {problem.Line - first + 1}", "text"), by, cancel);
        return Reply.Of($"**{section}** of {organisation.Name} is changed: {PlanLines.Between(before ?? "", body ?? "")}. The plan is version {draft.Latest.Number + 1} now. `plan check` says what is missing.");
    }

    /// <summary>Null takes it out. Anything else must be that part alone, or something else of the plan would change with it.</summary>
    private static string? Body(string section, string text)
    {
        if (text.Trim() == SaveContact.Nothing)
        {
            return null;
        }

        // What is no YAML at all is left to the reader, who says where.
        return !text.StartsWith($"{section}:", StringComparison.Ordinal) || PlanSource.Read(text) is { } read && !read.Holds(section) ? throw PlanRefusals.OtherSection(section) : text;
    }
}
