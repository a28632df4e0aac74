using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Obligations;
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

public sealed class MergeIncidentHandler(IncidentDb db, LifecycleStep step, Standings standings, ClockBook clocks, MergeCarryOver carryOver) : IHandle<MergeIncident>
{
    public async Task<Reply> HandleAsync(MergeIncident verb, Incident incident, Actor by, CancellationToken cancel)
    {
        if (verb.Other == incident.Reference)
        {
            throw IncidentRefusals.MergeIntoItself();
        }

        var survivor = await db.Incidents.SingleOrDefaultAsync(one => one.Number == verb.Other.Number, cancel);
        if (survivor is null || !PermissionTable.Sees(await standings.OnAsync(by.Person!.Value, survivor, cancel), survivor.Confidential)
            || (by.InChat && survivor.OutOfBandSince is not null))
        {
            throw VerbRefusals.NoSuchIncident(verb.Other);
        }

        if (survivor.OrganisationId != incident.OrganisationId || !survivor.State.IsActive())
        {
            throw IncidentRefusals.MergeAcross(verb.Other);
        }

        if (incident.Confidential && !survivor.Confidential)
        {
            throw IncidentRefusals.MergeIntoTheOpen(incident, verb.Other);
        }

        if (incident.OutOfBandSince is not null && survivor.OutOfBandSince is null)
        {
            throw IncidentRefusals.MergeIntoChat(incident, verb.Other);
        }

        var said = await carryOver.TakeAsync(incident, survivor, cancel);
        incident.MergeInto(survivor.Id);
        survivor.DeclaredNoLaterThan(incident.DeclaredAt);
        survivor.Record("merged-in", by, $"{by.Name} merged {incident.Reference} into this incident{(verb.Because is null ? "" : $": {verb.Because}")}{string.Concat(said.Select(sentence => $". {Prose.Plain(sentence.Markup)}"))}", new { from = incident.Reference.ToString(), because = verb.Because, said = said.Select(sentence => Prose.Plain(sentence.Markup)) });
        var reply = await step.TakeAsync(incident, IncidentTrigger.Merge, by, $"into {survivor.Reference}{(verb.Because is null ? "" : $": {verb.Because}")}", verb.Override, cancel);
        await clocks.ReviewAsync(survivor, by, cancel);
        return reply with { Text = ((Prose)$"{incident.Reference} goes on as {survivor.Reference}.{Prose.Join("", said.Select(sentence => (Prose)$" {sentence}."))}").Markup, Incident = survivor.Reference };
    }
}
