using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Incidents;

/// <summary>The one card that everybody reads, from the responder to the executive, as the incident stands now.</summary>
public sealed class IncidentCard(IncidentDb db, LifecycleReader reader, PeopleDirectory people, VerbCatalogue verbs, IncidentTime time)
{
    private const int MostLines = 6;

    public async Task<Card> BuildAsync(Incident incident, CancellationToken cancel)
    {
        await using var held = await db.HoldAsync(cancel);
        var client = await db.Organisations.AsNoTracking().Where(one => one.Id == incident.OrganisationId).Select(one => one.Name).SingleAsync(cancel);
        var facts = await reader.ReadAsync(incident, cancel);
        return new Card($"{incident.Reference} {incident.Title}", $"{incident.CodeName}: {incident.State.Words()}. Open IncidentBot for what to do.",
            [
                new CardFact("State", incident.State.Words() + (incident.Drill ? " (drill)" : "") + (incident.Confidential ? " (confidential)" : "")),
                new CardFact("Severity", incident.Severity.Words()),
                new CardFact("Type", incident.Type.Words()),
                new CardFact("Client", client),
                new CardFact("Commander", await CommanderAsync(incident, cancel) is { } commander ? Prose.Typed(commander) : Prose.Own("nobody yet: `ic @person`")),
                new CardFact("Declared", $"{incident.DeclaredAt:yyyy-MM-dd HH:mm} UTC"),
                .. await PlanAsync(incident, cancel) is { } plan ? [plan] : Array.Empty<CardFact>(),
            ],
            [.. new[] { Summary(incident), Next(incident, facts), Clocks(incident), await PagesAsync(incident, cancel), await StepsAsync(incident, cancel) }.OfType<CardSection>()],
            Actions(incident))
        {
            Tone = !incident.State.IsActive() ? "good" : incident.Severity <= Severity.High ? "danger" : "warning",
        };
    }

    /// <summary>Only where there is a newer plan than the one that the incident was opened with and keeps.</summary>
    private async Task<CardFact?> PlanAsync(Incident incident, CancellationToken cancel)
    {
        if (incident.PlanVersionId is not { } opened)
        {
            return null;
        }

        var newest = await db.PlanVersions.AsNoTracking().Where(one => one.OrganisationId == incident.OrganisationId).OrderByDescending(one => one.Number)
            .Select(one => new { one.Id, one.Number, Opened = db.PlanVersions.Where(first => first.Id == opened).Select(first => first.Number).First() }).FirstAsync(cancel);
        return newest.Id == opened ? null : new CardFact("Plan", $"opened with version {newest.Opened}; version {newest.Number} is newer: `plan diff`");
    }

    private async Task<string?> CommanderAsync(Incident incident, CancellationToken cancel)
    {
        var id = await db.Participants.Where(part => part.IncidentId == incident.Id && part.Role == IncidentRole.Commander).Select(part => (Id<Person>?)part.PersonId).SingleOrDefaultAsync(cancel);
        return id is { } person ? (await people.NamesAsync([person], cancel))[person] : null;
    }

    private static CardSection? Summary(Incident incident) => incident.Summary is null ? null : new CardSection("Summary", [new CardLine(incident.Summary)]);

    private CardSection? Next(Incident incident, LifecycleFacts facts)
    {
        if (IncidentLifecycle.Next(incident.State) is not { } next)
        {
            return null;
        }

        var unmet = IncidentLifecycle.Of(incident, facts, time.Now).Unmet(next) ?? [];
        return unmet.Count == 0
            ? new CardSection("Next", [new CardLine($"ready for `{next.Verb()}`", null, "good")])
            : new CardSection($"Before `{next.Verb()}`", [.. unmet.Select(one => new CardLine(Prose.Own(one), null, "warning"))]);
    }

    /// <summary>The lifecycle has read them already.</summary>
    private CardSection? Clocks(Incident incident)
    {
        var clocks = db.Clocks.Local.Where(clock => clock.IncidentId == incident.Id && clock.Shown && !clock.Decided).OrderBy(clock => clock.Number).ToList();
        if (clocks.Count == 0)
        {
            return null;
        }

        var dated = clocks.Where(clock => clock.DueAt is not null).OrderBy(clock => clock.DueAt).ToList();
        var lines = dated.Take(MostLines).Select(clock => new CardLine($"{ClockWords.Title(clock)}, {ClockWords.Waits(clock)}", clock.DueAt, clock.State is ClockState.Missed ? "danger" : clock.State is ClockState.Running ? "warning" : "none")).ToList();
        var rest = clocks.Count - lines.Count;
        if (rest > 0)
        {
            lines.Add(new CardLine($"{rest} {(lines.Count > 0 ? "more " : "")}may apply: `clocks`"));
        }

        return new CardSection("Clocks (for counsel to confirm)", lines);
    }

    private async Task<CardSection?> PagesAsync(Incident incident, CancellationToken cancel)
    {
        var pages = await db.Pages.AsNoTracking().Where(page => page.IncidentId == incident.Id).OrderByDescending(page => page.Number).Take(MostLines).ToListAsync(cancel);
        if (pages.Count == 0)
        {
            return null;
        }

        var names = await people.NamesAsync(pages.Select(page => page.AcknowledgedBy), cancel);
        var open = pages.Where(page => page.Open).Select(page => page.Id).ToList();
        var tries = (await db.PageAttempts.AsNoTracking().Where(one => open.Contains(one.PageId)).OrderBy(one => one.At).ThenBy(one => one.Id).ToListAsync(cancel)).ToLookup(one => one.PageId);
        return new CardSection("Pages", [.. pages.OrderBy(page => page.Number).SelectMany(page => Tries(page, tries[page.Id]).Prepend(page.State switch
        {
            PageState.Paging => new CardLine($"{page.Asked}: trying level {page.Level + 1}, next", page.NextAt, "warning"),
            PageState.Acknowledged => new CardLine($"{page.Asked}: {(page.AcknowledgedBy is { } by ? names[by] : "somebody")} has it", null, "good"),
            PageState.Exhausted => new CardLine($"{page.Asked}: nobody acknowledged – call by hand", null, "danger"),
            PageState.Stopped => new CardLine($"{page.Asked}: stopped"),
            _ => throw new ArgumentOutOfRangeException(nameof(incident), page.State, null),
        }))]);
    }

    /// <summary>Who is tried now and by what, and what failed of it.</summary>
    private static IEnumerable<CardLine> Tries(Page page, IEnumerable<PageAttempt> tries) =>
        tries.Where(one => one.Round == page.Round && one.Level == page.Level).GroupBy(one => one.Name).Take(MostLines).Select(contact =>
        {
            var failed = contact.Where(one => one.State is AttemptState.Failed or AttemptState.Unknown).Select(one => one.Answer).ToList();
            var methods = string.Join(", ", contact.Where(one => one.State is not (AttemptState.Failed or AttemptState.Unknown)).Select(one => one.Method).Order(StringComparer.Ordinal));
            return new CardLine($"{contact.Key}: {methods}{(failed.Count > 0 && methods.Length > 0 ? " – " : "")}{string.Join("; ", failed)}", null, failed.Count > 0 ? "danger" : "none");
        });

    /// <summary>How far every step outside is: rooms, what still waits, what failed and is tried again. The card shows it, because nobody reads logs at night.</summary>
    private async Task<CardSection> StepsAsync(Incident incident, CancellationToken cancel)
    {
        var rooms = await db.Rooms.AsNoTracking().Where(room => room.IncidentId == incident.Id).OrderBy(room => room.Platform).ToListAsync(cancel);
        var pending = await db.Effects.AsNoTracking().Where(effect => effect.IncidentId == incident.Id && effect.State == EffectState.Pending && (effect.NotBefore == null || effect.Attempts > 0) && (effect.Kind != RoomEffects.Card || effect.Attempts > 0)).OrderBy(effect => effect.Ordinal).ToListAsync(cancel);
        var failing = pending.Where(effect => effect.Attempts > 0).Take(MostLines).ToList();
        var lines = rooms.Select(room => new CardLine($"{room.Platform} room{(room.BuiltIn || room.Name.Length == 0 ? "" : $" {room.Name}")}: {room.State.Words()}", null, room.State is RoomState.Opening ? "warning" : "good")).ToList();
        lines.AddRange(rooms.Where(room => room.Trouble is not null && room.TakesPosts).Select(room => new CardLine($"{room.Platform} room {room.Name}: {room.Trouble}", null, "danger")));
        lines.AddRange(failing.Select(effect => new CardLine($"{EffectWords.For(effect.Kind)}: failed {(effect.Attempts == 1 ? "once" : $"{effect.Attempts} times")} ({effect.Error})", null, "danger")));
        return new CardSection(Prose.Own(failing.Count == 0 && rooms.All(room => room.Trouble is null) ? "Steps" : "Steps (`retry` tries again at once)"), lines);
    }

    private IReadOnlyList<CardAction> Actions(Incident incident)
    {
        var actions = new List<CardAction>();
        if (IncidentLifecycle.Next(incident.State) is { } next)
        {
            IVerb verb = next switch
            {
                IncidentTrigger.Confirm => new ConfirmIncident(),
                IncidentTrigger.Contain => new EndContainment(),
                IncidentTrigger.Eradicate => new EndEradication(),
                IncidentTrigger.Restore => new EndRecovery(),
                IncidentTrigger.Validate => new EndValidation(),
                IncidentTrigger.Close => new CloseIncident(),
                _ => throw new ArgumentOutOfRangeException(nameof(incident), next, null),
            };
            actions.Add(verbs.Action(Label(next), verb, incident) with { Primary = true, OfferedState = incident.State.ToString(), Form = next is IncidentTrigger.Restore ? "restored" : null });
        }

        if (incident.State.IsActive())
        {
            actions.Add(verbs.Action("Post update", new StatusUpdates.PostUpdate(""), incident) with { Form = "update" });
            actions.Add(verbs.Action("Page", new StartPage(""), incident) with { Form = "page" });

            if (incident.OutOfBandSince is not null)
            {
                actions.Add(verbs.Action("Back to chat", new ComeBackInBand(), incident));
            }

            // Numbers are answered to who asks alone, and never stand on the card.
            actions.Add(verbs.Action("Whom to call", new ShowPlan(), incident));
        }

        return actions;
    }

    private static string Label(IncidentTrigger trigger) => trigger switch
    {
        IncidentTrigger.Confirm => "Confirm incident",
        IncidentTrigger.Contain => "Contained",
        IncidentTrigger.Eradicate => "Eradicated",
        IncidentTrigger.Restore => "Restored…",
        IncidentTrigger.Validate => "Validated",
        IncidentTrigger.Close => "Close incident",
        _ => trigger.Verb(),
    };
}
