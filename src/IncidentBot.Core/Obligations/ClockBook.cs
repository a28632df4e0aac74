using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>Keeps an incident's clocks in step with what is recorded: which apply, from when they run, when they are due, and what is planned to remind of them.</summary>
public sealed class ClockBook(IncidentDb db, LawCases cases, IncidentTime time)
{
    /// <summary>Looks at every row again. A clock that ran keeps running until legal decides it, whatever the facts say later; one that was counted by another version of its row says what moved.</summary>
    public async Task<ClockChanges> ReviewAsync(Incident incident, Actor by, CancellationToken cancel)
    {
        var known = await LoadAsync(incident, cancel);
        var law = await cases.ReadAsync(incident, cancel);
        var changes = new List<string>();
        foreach (var row in Catalogue.Shipped.Rows)
        {
            var reach = Applicability.Evaluate(row, law.Facts);
            var clock = known.FirstOrDefault(one => one.RowId == row.Id && one.OrganisationId == incident.OrganisationId);
            if (clock is null)
            {
                if (reach is Applicability.DoesNotApply)
                {
                    continue;
                }

                clock = new Clock(incident.Id, incident.OrganisationId, known.Select(one => one.Number).DefaultIfEmpty().Max() + 1, row.Id, "");
                db.Add(clock);
                known.Add(clock);
            }

            Ask(clock, reach);
            if (!clock.Decided && clock.State is not ClockState.Held && await ComputeAsync(clock, row, law, cancel) is { } change)
            {
                changes.Add(change);
            }
        }

        if (changes.Count > 0)
        {
            incident.Record("clocks-changed", by, $"Clocks, for counsel to confirm: {string.Join("; ", changes)}", new { clocks = changes });
        }

        return new ClockChanges(changes);
    }

    /// <summary>The clocks of an incident that a word names: a number, a row's id, or <c>all</c> that are undecided.</summary>
    public async Task<IReadOnlyList<Clock>> FindAsync(Incident incident, string word, CancellationToken cancel)
    {
        incident.MustNotBeMerged();
        var shown = (await LoadAsync(incident, cancel)).Where(clock => clock.Shown).ToList();
        if (string.Equals(word, "all", StringComparison.OrdinalIgnoreCase) && shown.Any(clock => !clock.Decided))
        {
            return [.. shown.Where(clock => !clock.Decided)];
        }

        return shown.FirstOrDefault(clock => string.Equals(clock.RowId, word, StringComparison.OrdinalIgnoreCase) || clock.Number.ToString() == word) is { } found
            ? [found]
            : throw ObligationRefusals.NoSuchClock(incident, word);
    }

    /// <summary>The one clock that a word names.</summary>
    public async Task<Clock> FindOneAsync(Incident incident, string word, CancellationToken cancel) =>
        await FindAsync(incident, word, cancel) is [var one] ? one : throw ObligationRefusals.WhichClock();

    /// <summary>Plans the reminders of a clock anew: those that are not sent yet are replaced.</summary>
    public async Task PlanAsync(Clock clock, CancellationToken cancel)
    {
        await CancelAsync(clock, cancel);
        if (clock is not { Runs: true, StartedAt: { } started, UnrolledAt: { } unrolled } || Catalogue.Shipped.Find(clock.RowId) is not { } row)
        {
            return;
        }

        foreach (var planned in ReminderPlan.For(Instant.FromDateTimeOffset(started), Instant.FromDateTimeOffset(unrolled), row.Reminders).Reminders)
        {
            db.Add(new ClockReminder(clock, planned.Label, IncidentTime.Cut(planned.At.ToDateTimeOffset())));
        }
    }

    /// <summary>Nothing more is to be said about a clock.</summary>
    public async Task CancelAsync(Clock clock, CancellationToken cancel)
    {
        await db.Reminders.Where(one => one.ClockId == clock.Id && one.State == ReminderState.Planned).LoadAsync(cancel);
        foreach (var planned in db.Reminders.Local.Where(one => one.ClockId == clock.Id && one.State is ReminderState.Planned).ToList())
        {
            planned.Cancel();
        }

        var key = ReminderClerk.NoticeKey(clock);
        foreach (var notice in await db.Notices.Where(one => one.Key.StartsWith(key) && one.SettledAt == null).ToListAsync(cancel))
        {
            notice.Settle($"{ClockWords.Cite(clock)} is {clock.State.Words()}", time.Now);
        }
    }

    /// <summary>Forgets a decision and what was said before it, acknowledgements too: reminders begin again. A review says what the clock is now.</summary>
    public async Task ReopenAsync(Clock clock, CancellationToken cancel)
    {
        (await db.Reminders.Where(one => one.ClockId == clock.Id && one.State == ReminderState.Sent).ToListAsync(cancel)).ForEach(one => one.Cancel());
        clock.Reopen();
    }

    /// <summary>A merged incident's clocks and events go on in the survivor. Where both have a clock, the survivor's goes on from the earlier trigger.</summary>
    public async Task CarryOverAsync(Incident from, Incident to, CancellationToken cancel)
    {
        var there = await LoadAsync(to, cancel);
        foreach (var claim in LawEvent.Standing(await db.LawEvents.AsNoTracking().Where(one => one.IncidentId == from.Id).ToListAsync(cancel)))
        {
            db.Add(new LawEvent(to.Id, claim.Name, claim.Moment, claim.Zone, claim.Reason, claim.ByCounsel, claim.RecordedBy, claim.RecordedAt));
        }

        foreach (var clock in await LoadAsync(from, cancel))
        {
            if (there.FirstOrDefault(one => one.RowId == clock.RowId && one.OrganisationId == clock.OrganisationId && one.Parameter == clock.Parameter) is { } same)
            {
                if (clock.OwnerId is { } owner && same.OwnerId is null)
                {
                    same.HandTo(owner);
                }

                if (same.State is ClockState.NotRequired && !clock.Decided && clock.StartedAt is not null)
                {
                    same.Reopen();
                }

                clock.Supersede($"goes on in {to.Reference}", time.Now);
                await CancelAsync(clock, cancel);
                continue;
            }

            clock.MoveTo(to.Id, there.Select(one => one.Number).DefaultIfEmpty().Max() + 1);
            there.Add(clock);
            (await db.Reminders.Where(one => one.ClockId == clock.Id).ToListAsync(cancel)).ForEach(one => one.MoveTo(to.Id));
            var key = ReminderClerk.NoticeKey(clock);
            (await db.Notices.Where(one => one.Key.StartsWith(key)).ToListAsync(cancel)).ForEach(one => one.MoveTo(to));
        }
    }

    private async Task<List<Clock>> LoadAsync(Incident incident, CancellationToken cancel)
    {
        await db.Clocks.Where(one => one.IncidentId == incident.Id).LoadAsync(cancel);
        return [.. db.Clocks.Local.Where(one => one.IncidentId == incident.Id).OrderBy(one => one.Number)];
    }

    private static void Ask(Clock clock, Applicability reach)
    {
        switch (reach)
        {
            case Applicability.Applies applies:
                clock.Asked(ClockReach.Applies, Sentences(applies.Questions));
                break;
            case Applicability.Possible possible:
                clock.Asked(ClockReach.Possible, Sentences(possible.Questions));
                break;
            case Applicability.DoesNotApply not:
                clock.Asked(ClockReach.DoesNotApply, [$"It no longer seems to apply: {not.Because}. Legal decides: `clock not-required {clock.Number} <reason>`."]);
                break;
            default:
                throw new InvalidOperationException("Applicability is one of three.");
        }
    }

    private static List<string> Sentences(IEnumerable<FactQuestion> questions) => [.. questions.Select(question => $"{question.Sentence} `{question.Record}`")];

    private async Task<string?> ComputeAsync(Clock clock, ObligationRow row, LawCase law, CancellationToken cancel)
    {
        var due = new DueCalculator(Catalogue.Shipped).Calculate(row, law.Events, law.Facts, law.PlaceOf(row));
        var revised = clock.RowVersion.Length > 0 && clock.RowVersion != row.Version;
        if (revised && clock.State is ClockState.Missed && At(due.Start) == clock.StartedAt)
        {
            return null;
        }

        var (before, version, stood) = (clock.State, clock.RowVersion, ClockWords.Stands(clock));
        var state = due.Kind switch
        {
            DueKind.NotStarted => ClockState.NotStarted,
            DueKind.Projected => ClockState.Projected,
            DueKind.Running => due.Due!.Value.ToDateTimeOffset() <= time.Now ? ClockState.Missed : ClockState.Running,
            DueKind.NoFixedPeriod => ClockState.Running,
            _ => throw new InvalidOperationException("A due result is one of four."),
        };
        var changed = clock.Computed(state, row.Version, new ClockDates(At(due.Start), At(due.Due), At(due.Unrolled), At(due.LegalLatest)), due.Zone.Id, due.Rule, due.Notes);
        if (changed)
        {
            await PlanAsync(clock, cancel);
        }

        if (revised && (changed || clock.StartedAt is not null))
        {
            return Revised(clock, version, stood, changed);
        }

        return (before, state) switch
        {
            _ when !changed => null,
            (_, ClockState.Running) => $"{ClockWords.Cite(clock)} runs{(clock.DueAt is { } at ? $", due {Local(at, due.Zone)}" : "")}{(clock.Reach is ClockReach.Possible ? ", may apply" : "")}",
            (_, ClockState.Missed) => $"{ClockWords.Cite(clock)} was due {Local(clock.DueAt!.Value, due.Zone)} and is past",
            (ClockState.Running or ClockState.Missed, _) => $"{ClockWords.Cite(clock)} no longer runs. {clock.Rule}",
            _ => null,
        };
    }

    /// <summary>What another version of the row did to a clock, for the timeline; legal gets a notice of what moved.</summary>
    private string Revised(Clock clock, string version, string stood, bool changed)
    {
        if (changed)
        {
            db.Add(new ClockReminder(clock, $"the catalogue changed: it was {stood}", time.Now));
        }

        var moved = changed ? $"it was {stood}, is now {ClockWords.Stands(clock)}" : $"it stays {stood}";
        return $"{ClockWords.Cite(clock)} is recounted, the catalogue has another version of {clock.RowId} ({version}, now {clock.RowVersion}): {moved}";
    }

    private static DateTimeOffset? At(Instant? instant) => instant is { } one ? IncidentTime.Cut(one.ToDateTimeOffset()) : null;

    /// <summary>2026-11-27 17:10:00 Europe/Berlin.</summary>
    public static string Local(DateTimeOffset at, DateTimeZone zone)
    {
        var local = Instant.FromDateTimeOffset(at).InZone(zone);
        return $"{local.LocalDateTime.ToString("uuuu-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)} {zone.Id}";
    }
}

/// <summary>What a review changed, for the answer.</summary>
public sealed record ClockChanges(IReadOnlyList<string> Changes)
{
    public Prose Words => Changes.Count == 0 ? default : (Prose)$"\nClocks (for counsel to confirm, not legal advice):\n{Prose.Join("\n", Changes.Select(change => (Prose)$"- {change}"))}";
}
