using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>Decides for one clock, inside a unit of work, what its due reminders say, to whom, and what is planned next.</summary>
public sealed class ReminderDesk(IncidentDb db, ClockBook clocks, PlanBook plans, PeopleDirectory people, Outbox outbox, OutsideNotices outside, VerbCatalogue verbs, IncidentTime time)
{
    /// <summary>With less time than this left, everybody is told at any hour.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private readonly Dictionary<(Id<PlanVersion>? Plan, Id<Person>? Owner), IReadOnlyList<Person>> named = [];

    /// <summary>The clock's planned reminders are loaded, and its incident is locked.</summary>
    public async Task SettleAsync(Incident incident, Clock clock, TimeSpan late, CancellationToken cancel)
    {
        if (clock.State is ClockState.Running or ClockState.Projected or ClockState.NotStarted && Catalogue.Shipped.Find(clock.RowId)?.Version is { } version && version != clock.RowVersion)
        {
            await clocks.ReviewAsync(incident, Actor.Bot, cancel);
        }

        if (clock.State is ClockState.Held && clock.HeldUntil <= time.Now)
        {
            clock.EndHold();
            incident.Record("clock-hold-ended", Actor.Bot, $"The hold of {ClockWords.Cite(clock)} is over; it runs again", new { clock = clock.RowId });
            await clocks.ReviewAsync(incident, Actor.Bot, cancel);
            if (clock.Runs)
            {
                db.Add(new ClockReminder(clock, "hold over", time.Now));
            }
        }
        else if (clock.State is ClockState.Running && clock.DueAt <= time.Now)
        {
            clock.Miss();
            incident.Record("clock-missed", Actor.Bot, $"{ClockWords.Cite(clock)} is past due and not filed", new { clock = clock.RowId });
        }

        var due = db.Reminders.Local.Where(one => one.ClockId == clock.Id && one.State is ReminderState.Planned && one.DueAt <= time.Now).OrderBy(one => one.DueAt).ToList();
        if (due.Count == 0)
        {
            return;
        }

        due.ForEach(one => one.Cancel());
        if (clock.Decided || clock.State is ClockState.Held)
        {
            return;
        }

        var urgent = due[^1];
        urgent.Send(time.Now);
        await SendAsync(incident, clock, urgent, time.Now - urgent.DueAt > late, cancel);
        await PlanRepeatAsync(clock, cancel);
    }

    /// <summary>After due, every so many hours until somebody acknowledges.</summary>
    private async Task PlanRepeatAsync(Clock clock, CancellationToken cancel)
    {
        if (clock.UnrolledAt is not { } due || due > time.Now || Catalogue.Shipped.Find(clock.RowId) is not { } row || clock.StartedAt is not { } started
            || await db.Reminders.AnyAsync(one => one.ClockId == clock.Id && one.State == ReminderState.Sent && one.DueAt >= due && one.AcknowledgedAt != null, cancel))
        {
            return;
        }

        var next = ReminderPlan.For(Instant.FromDateTimeOffset(started), Instant.FromDateTimeOffset(due), row.Reminders).Next(Instant.FromDateTimeOffset(time.Now));
        db.Add(new ClockReminder(clock, next.Label, IncidentTime.Cut(next.At.ToDateTimeOffset())));
    }

    private async Task SendAsync(Incident incident, Clock clock, ClockReminder reminder, bool late, CancellationToken cancel)
    {
        var readers = await ReadersAsync(incident, clock, cancel);
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(clock.Zone) ?? DateTimeZone.Utc;
        var when = clock.DueAt is { } due ? $"due {ClockBook.Local(due, zone)}" : NoDate(clock);
        var lateness = late ? $", {(time.Now - reminder.DueAt).TotalMinutes:0} minutes late (planned for {reminder.DueAt:yyyy-MM-dd HH:mm} UTC)" : "";
        var key = $"{ReminderClerk.NoticeKey(clock)}{reminder.Id}";
        var told = await outside.TellAsync(incident, readers, await LegalContactsAsync(incident, cancel), NoticeKind.Reminder, key, ReminderClerk.NoticeKey(clock), await LatestAsync(incident, clock, cancel), cancel);
        var also = told.Count == 0 ? "" : $"; {string.Join(", ", told)}";
        incident.Record("reminder-sent", Actor.Bot, $"Reminder ({reminder.Label}) of {ClockWords.Cite(clock)}, {when}, to {string.Join(", ", readers.Select(one => one.Name).DefaultIfEmpty("nobody: the plan names no reachable legal contact"))}{also}{lateness}",
            new { clock = clock.RowId, label = reminder.Label, planned = reminder.DueAt, late });
        foreach (var person in readers)
        {
            outbox.TellPrivately(incident, person.Id, key, NoticeKind.Reminder, CardOf(incident, clock, reminder, zone, lateness));
        }
    }

    private static string NoDate(Clock clock) => clock.Runs ? "no fixed period" : clock.State.Words();

    /// <summary>The clock's owner and the plan's legal role with its deputies; if none of them has an account, everybody with the legal grant, else the incident managers.</summary>
    private async Task<IReadOnlyList<Person>> ReadersAsync(Incident incident, Clock clock, CancellationToken cancel)
    {
        if (!named.TryGetValue((incident.PlanVersionId, clock.OwnerId), out var readers))
        {
            var plan = await plans.OfAsync(incident, cancel);
            var handles = (await LegalContactsAsync(incident, cancel)).Select(key => plan!.FindContact(key)?.Person).OfType<string>().ToList();
            var owner = clock.OwnerId;
            readers = await db.People.AsNoTracking().Where(person => handles.Contains(person.Handle) || person.Id == owner).OrderBy(person => person.Handle).ToListAsync(cancel);
            named[(incident.PlanVersionId, clock.OwnerId)] = readers;
        }

        if (readers.Count > 0)
        {
            return readers;
        }

        var legal = await people.HoldersAsync(incident.OrganisationId, [GrantRole.Legal], cancel);
        return legal.Count > 0 ? legal : await people.HoldersAsync(incident.OrganisationId, [GrantRole.IncidentManager], cancel);
    }

    /// <summary>Until when a message may wait for somebody's morning: half of the time that is left, where that is a day and more, and never beyond the next hand-over, because then it is somebody else's.</summary>
    private async Task<DateTimeOffset?> LatestAsync(Incident incident, Clock clock, CancellationToken cancel)
    {
        // Reminders are counted from the date before it was moved to a working day.
        var due = clock.UnrolledAt < clock.DueAt ? clock.UnrolledAt : clock.DueAt;
        if (due - time.Now is not { } left || left < Patience)
        {
            return null;
        }

        var half = time.Now + (left / 2);
        return (await plans.OfAsync(incident, cancel))?.FindRole(PlanWords.LegalRole)?.NextChange(time.Now) is { } change && change < half ? change : half;
    }

    private async Task<IReadOnlyList<string>> LegalContactsAsync(Incident incident, CancellationToken cancel) =>
        (await plans.OfAsync(incident, cancel))?.FindRole("legal") is { } role ? role.Holders(time.Now) : [];

    private Card CardOf(Incident incident, Clock clock, ClockReminder reminder, DateTimeZone zone, string lateness) =>
        new($"{incident.PublicName}: {ClockWords.Title(clock)}", $"{incident.CodeName}: a legal deadline needs you. Open IncidentBot.",
            [
                new CardFact("Reminder", reminder.Label + lateness),
                new CardFact("Due", clock.DueAt is { } due ? ClockBook.Local(due, zone) : NoDate(clock), clock.DueAt),
                new CardFact("To", ClockWords.Recipient(clock)),
            ],
            [new CardSection("Rule, for counsel to confirm", [new CardLine(clock.Rule), .. clock.Notes.Select(note => new CardLine(note))])],
            [
                verbs.Action("I have seen it", new AcknowledgeReminder(clock.RowId), incident) with { Primary = true },
                verbs.Action("Record filing…", new RecordFiling(clock.RowId, ""), incident) with { Form = "clock filed" },
            ])
        {
            Tone = clock.DueAt <= time.Now ? "danger" : "warning",
        };
}
