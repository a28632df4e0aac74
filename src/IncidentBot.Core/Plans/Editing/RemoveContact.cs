using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Plans.Editing;

/// <summary>Takes a contact out of the client's plan. One on whom a role, a level or the insurance counts stays until they count on somebody else.</summary>
public sealed record RemoveContact(string Contact, int? Version = null, string? Client = null) : IOrganisationVerb, IVerb<RemoveContact>
{
    public static Grammar<RemoveContact> Grammar => new("contact remove")
    {
        Arguments = ["contact"],
        Summary = "Takes a contact out of the client's plan, once no role and no level counts on them.",
        Examples = ["contact remove breach-desk"],
        Descriptions = new Dictionary<string, string> { ["version"] = "The version of the plan that you looked at: refused where the contact was changed since." },
    };

    public static Permission Needs => Permission.Prepare;
}

public sealed class RemoveContactHandler(PlanEditor editor) : IHandleInOrganisation<RemoveContact>
{
    public async Task<Reply> HandleAsync(RemoveContact verb, Organisation organisation, Actor by, CancellationToken cancel)
    {
        var draft = await editor.OpenAsync(organisation, cancel);
        var key = verb.Contact.Trim();
        if (draft.Source.Entry(PlanSections.Contacts, key) is null)
        {
            throw PlanRefusals.NoContact(key, organisation);
        }

        await editor.RefuseChangedAsync(draft, verb.Version, key, cancel);
        var text = draft.Source.WithoutEntry(PlanSections.Contacts, key);
        if (PlanSource.Read(text) is { } after && !(draft.Source.SameBut(after, PlanSections.Contacts) && draft.Source.SameEntriesBut(after, PlanSections.Contacts, key) && after.Entry(PlanSections.Contacts, key) is null))
        {
            throw PlanRefusals.NotPiecewise($"contact {key}");
        }

        await editor.PublishAsync(draft, text, (source, problem) => (source?.SectionAt(problem.Line), null), by, cancel);
        return Reply.Of($"Contact **{key}** is out of the plan of {organisation.Name}, version {draft.Latest.Number + 1} now. Open incidents keep the plan they were opened with.");
    }
}
