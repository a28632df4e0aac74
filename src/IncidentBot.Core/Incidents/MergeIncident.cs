using IncidentBot.Core.Checklists;
using IncidentBot.Core.Data;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Incidents;

/// <summary>Merges this incident into another of the same client, which carries on with its clocks, pages, tasks and people.</summary>
public sealed record MergeIncident(IncidentReference Other, string? Because = null, string? Override = null) : ITwoIncidentVerb, IVerb<MergeIncident>
{
    public static Grammar<MergeIncident> Grammar => new("merge")
    {
        Arguments = ["other"],
        Rest = "because",
        Summary = "Merges this incident into another of the same client, which carries on with its clocks, pages, tasks and people.",
        Examples = ["merge INC-7 the same attacker"],
    };

    public static Permission Needs => Permission.Merge;
}

public sealed class MergeIncidentHandler(IncidentDb db, LifecycleStep step, Standings standings, ClockBook clocks, Pager pager) : IHandle<MergeIncident>
{
    public async Task<Reply> HandleAsync(MergeIncident verb, Incident incident, Actor by, CancellationToken cancel)
    {
        if (verb.Other == incident.Reference)
        {
            throw IncidentRefusals.MergeIntoItself();
        }

        var survivor = await db.Incidents.SingleOrDefaultAsync(one => one.Number == verb.Other.Number, cancel);
        if (survivor is null || !PermissionTable.Sees(await standings.OnAsync(by.Person!.Value, survivor, cancel), survivor.Confidential))
        {
            throw VerbRefusals.NoSuchIncident(verb.Other);
        }

        if (survivor.OrganisationId != incident.OrganisationId || !survivor.State.IsActive())
        {
            throw IncidentRefusals.MergeAcross(verb.Other);
        }

        await CarryOverAsync(incident, survivor, cancel);
        incident.MergeInto(survivor.Id);
        survivor.DeclaredNoLaterThan(incident.DeclaredAt);
        survivor.Record("merged-in", by, $"{by.Name} merged {incident.Reference} into this incident{(verb.Because is null ? "" : $": {verb.Because}")}", new { from = incident.Reference.ToString(), because = verb.Because });
        var reply = await step.TakeAsync(incident, IncidentTrigger.Merge, by, $"into {survivor.Reference}{(verb.Because is null ? "" : $": {verb.Because}")}", verb.Override, cancel);
        await clocks.ReviewAsync(survivor, by, cancel);
        return reply with { Text = $"{incident.Reference} goes on as {survivor.Reference}.", Incident = survivor.Reference };
    }

    /// <summary>Nothing stops: pages keep ringing, tasks stay open, facts and events that the survivor lacks come along, and the earliest trigger wins.</summary>
    private async Task CarryOverAsync(Incident from, Incident to, CancellationToken cancel)
    {
        var people = await db.Participants.Where(one => one.IncidentId == from.Id && !db.Participants.Any(there => there.IncidentId == to.Id && there.PersonId == one.PersonId)).ToListAsync(cancel);
        db.AddRange(people.Select(one => new IncidentParticipant(to.Id, one.PersonId, one.JoinedAt)));
        foreach (var fact in await db.Facts.Where(one => one.IncidentId == from.Id && !db.Facts.Any(there => there.IncidentId == to.Id && there.Name == one.Name)).ToListAsync(cancel))
        {
            var carried = new IncidentFact(to.Id, fact.Name);
            carried.Set(fact.Value, fact.RecordedBy, fact.RecordedAt);
            db.Add(carried);
        }

        var pages = await db.Pages.CountAsync(one => one.IncidentId == to.Id, cancel);
        foreach (var page in await db.Pages.Where(one => one.IncidentId == from.Id && one.State == PageState.Paging).OrderBy(one => one.Number).ToListAsync(cancel))
        {
            page.MoveTo(to.Id, ++pages);
            await pager.MoveNoticesAsync(page, to, cancel);
        }

        var tasks = await db.ChecklistItems.CountAsync(one => one.IncidentId == to.Id, cancel);
        foreach (var item in await db.ChecklistItems.Where(one => one.IncidentId == from.Id && one.State == ChecklistState.Open).OrderBy(one => one.Number).ToListAsync(cancel))
        {
            item.MoveTo(to.Id, ++tasks);
        }

        await clocks.CarryOverAsync(from, to, cancel);
    }
}
