using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Obligations;

/// <summary>Says that you have seen a reminder: it stops coming back.</summary>
public sealed record AcknowledgeReminder(string? Clock = null) : IIncidentVerb, IPersonalVerb, IVerb<AcknowledgeReminder>
{
    public static Grammar<AcknowledgeReminder> Grammar => new("clock ack")
    {
        Arguments = ["clock"],
        Summary = "Says that you have seen a reminder: it stops coming back.",
        Examples = ["clock ack 2"],
    };

    public static Permission Needs => Permission.RecordLawEvents;
}

public sealed class AcknowledgeReminderHandler(ClockBook clocks, IncidentDb db, IncidentTime time) : IHandle<AcknowledgeReminder>
{
    public async Task<Reply> HandleAsync(AcknowledgeReminder verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var seen = await clocks.FindAsync(incident, verb.Clock ?? "all", cancel);
        var ids = seen.Select(clock => clock.Id).ToList();
        var waiting = await db.Reminders.Where(one => ids.Contains(one.ClockId) && one.State == ReminderState.Sent && one.AcknowledgedAt == null).ToListAsync(cancel);
        if (waiting.Count == 0)
        {
            throw ObligationRefusals.NothingToAcknowledge(incident);
        }

        waiting.ForEach(one => one.Acknowledge(by.Person, time.Now));
        foreach (var clock in seen.Where(clock => waiting.Any(one => one.ClockId == clock.Id)))
        {
            await QuietAsync(clock, by, cancel);
            incident.Record("reminder-acknowledged", by, $"{by.Name} has seen the reminder of {ClockWords.Cite(clock)}", new { clock = clock.RowId });
        }

        return Reply.Of("Noted that you have seen it. The clock runs on until it is filed, held or not required.");
    }

    /// <summary>Repeats after due stop; what is planned before due still comes.</summary>
    private async Task QuietAsync(Clock clock, Actor by, CancellationToken cancel)
    {
        foreach (var repeat in await db.Reminders.Where(one => one.ClockId == clock.Id && one.State == ReminderState.Planned && one.DueAt > clock.UnrolledAt).ToListAsync(cancel))
        {
            repeat.Cancel();
        }

        var key = ReminderClerk.NoticeKey(clock);
        foreach (var notice in await db.Notices.Where(one => one.Key.StartsWith(key) && one.SettledAt == null).ToListAsync(cancel))
        {
            notice.Settle($"{by.Name} has seen it", time.Now);
        }
    }
}
