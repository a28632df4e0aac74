using Hangfire;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Effects;

/// <summary>Sets Hangfire's alarms: the next wake-up of each page and each clock. An alarm that is lost costs nothing: the sweep looks every few seconds.</summary>
public sealed class Alarms(IncidentDb db, IBackgroundJobClient jobs, IncidentTime time)
{
    private const int Batch = 200;

    /// <summary>Where so many reminders have their alarms already, others get theirs only when they are near: an operator reads no longer list, and Hangfire holds no bigger one.</summary>
    private const int Most = 10_000;

    private static readonly TimeSpan Near = TimeSpan.FromHours(1);

    /// <summary>Answers how many this process set; more may be left.</summary>
    public async Task<int> SetAsync(CancellationToken cancel) => await SetPagesAsync(cancel) + await SetRemindersAsync(cancel);

    private async Task<int> SetPagesAsync(CancellationToken cancel)
    {
        var pages = await db.Pages.Where(page => page.NextAt != null && (page.AlarmAt == null || page.AlarmAt != page.NextAt)).OrderBy(page => page.NextAt).Take(Batch)
            .Join(db.Incidents, page => page.IncidentId, incident => incident.Id, (page, incident) => new { Page = page, incident.Number }).ToListAsync(cancel);
        var set = 0;
        foreach (var (page, number) in pages.Select(one => (one.Page, one.Number)))
        {
            var (id, next, label) = (page.Id.Value, page.NextAt!.Value, $"INC-{number} page {page.Number} ({page.Asked}): next after level {page.Level + 1}");

            // Of two processes one sets it.
            if (await db.Pages.Where(one => one.Id == page.Id && one.NextAt == next && one.AlarmAt != next).ExecuteUpdateAsync(mark => mark.SetProperty(one => one.AlarmAt, next), cancel) == 1)
            {
                set++;
                jobs.Schedule<WakeUp>(job => job.EscalateAsync(id, label, CancellationToken.None), next);
            }
        }

        return set;
    }

    private async Task<int> SetRemindersAsync(CancellationToken cancel)
    {
        var planned = db.Reminders.Where(reminder => reminder.State == ReminderState.Planned);
        var until = await planned.Where(reminder => reminder.Alarmed).OrderBy(reminder => reminder.DueAt).Take(Most).CountAsync(cancel) < Most ? DateTimeOffset.MaxValue : time.Now + Near;
        var reminders = await planned.Where(reminder => !reminder.Alarmed && reminder.DueAt <= until && !planned.Any(sooner => sooner.ClockId == reminder.ClockId && sooner.DueAt < reminder.DueAt)).OrderBy(reminder => reminder.DueAt).Take(Batch)
            .Join(db.Clocks, reminder => reminder.ClockId, clock => clock.Id, (reminder, clock) => new { reminder.Id, reminder.Label, reminder.DueAt, Clock = clock })
            .Join(db.Incidents, one => one.Clock.IncidentId, incident => incident.Id, (one, incident) => new { one.Id, one.Label, one.DueAt, one.Clock, incident.Number }).ToListAsync(cancel);
        var set = 0;
        foreach (var one in reminders)
        {
            var (id, label) = (one.Id.Value, $"INC-{one.Number} {ClockWords.Cite(one.Clock)}: remind at {one.Label}");
            if (await db.Reminders.Where(reminder => reminder.Id == one.Id && !reminder.Alarmed).ExecuteUpdateAsync(mark => mark.SetProperty(reminder => reminder.Alarmed, true), cancel) == 1)
            {
                set++;
                jobs.Schedule<WakeUp>(job => job.RemindAsync(id, label, CancellationToken.None), one.DueAt);
            }
        }

        return set;
    }
}
