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

    /// <summary>So many of those that one alarm rings for are named.</summary>
    private const int MostNamed = 8;

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

    /// <summary>Many deadlines fall on one instant: one alarm rings for all of them.</summary>
    private async Task<int> SetRemindersAsync(CancellationToken cancel)
    {
        var now = time.Now;
        var planned = db.Reminders.Where(reminder => reminder.State == ReminderState.Planned && reminder.DueAt > now);
        var until = await planned.Where(reminder => reminder.Alarmed).OrderBy(reminder => reminder.DueAt).Take(Most).CountAsync(cancel) < Most ? DateTimeOffset.MaxValue : now + Near;
        var reminders = await planned.Where(reminder => !reminder.Alarmed && reminder.DueAt <= until && !planned.Any(sooner => sooner.ClockId == reminder.ClockId && sooner.DueAt < reminder.DueAt)).OrderBy(reminder => reminder.DueAt).ThenBy(reminder => reminder.Id).Take(Batch)
            .Join(db.Clocks, reminder => reminder.ClockId, clock => clock.Id, (reminder, clock) => new { reminder.Id, reminder.Label, reminder.DueAt, Clock = clock })
            .Join(db.Incidents, one => one.Clock.IncidentId, incident => incident.Id, (one, incident) => new { one.Id, one.Label, one.DueAt, one.Clock, incident.Number }).AsNoTracking().ToListAsync(cancel);
        var set = 0;
        foreach (var instant in reminders.GroupBy(one => one.DueAt))
        {
            var (first, ids) = (instant.First().Id, instant.Select(one => one.Id).ToList());

            // Of two processes the one that marks the first of them sets the alarm.
            if (await MarkAsync([first], cancel) == 1)
            {
                set += 1 + (ids.Count > 1 ? await MarkAsync(ids, cancel) : 0);
                var (id, label) = (first.Value, Label([.. instant.OrderBy(one => one.Number).Select(one => ($"INC-{one.Number} {ClockWords.Cite(one.Clock)}", one.Label))]));
                jobs.Schedule<WakeUp>(job => job.RemindAsync(id, label, CancellationToken.None), instant.Key);
            }
        }

        return set;
    }

    private Task<int> MarkAsync(IReadOnlyList<Id<ClockReminder>> ids, CancellationToken cancel) =>
        db.Reminders.Where(reminder => ids.Contains(reminder.Id) && !reminder.Alarmed).ExecuteUpdateAsync(mark => mark.SetProperty(reminder => reminder.Alarmed, true), cancel);

    /// <summary>"INC-42 GDPR Art. 33(1): remind at 50 %", or "12 reminders: INC-42 GDPR Art. 33(1) at 50 %, … and 7 more".</summary>
    internal static string Label(IReadOnlyList<(string Clock, string At)> reminders)
    {
        if (reminders is [var (clock, at)])
        {
            return $"{clock}: remind at {at}";
        }

        var more = reminders.Count > MostNamed ? $" and {reminders.Count - MostNamed} more" : "";
        return $"{reminders.Count} reminders: {string.Join(", ", reminders.Take(MostNamed).Select(one => $"{one.Clock} at {one.At}"))}{more}";
    }
}
