using Hangfire;
using IncidentBot.Core.Data;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Effects;

/// <summary>The job that Hangfire rings at the instant of a reminder or an escalation. Its type, methods and arguments are stored data. It looks at what is due and ignores who rang.</summary>
public sealed class WakeUp(PageEscalator pages, ReminderClerk reminders, Relay relay)
{
    /// <param name="id">The page's id.</param>
    /// <param name="label">What an operator reads in the dashboard.</param>
    /// <param name="cancel">Set when the server stops.</param>
    [JobDisplayName("{1}")]
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [5, 15, 30])]
    public async Task EscalateAsync(Guid id, string label, CancellationToken cancel)
    {
        await pages.DrainAsync(cancel);
        await relay.DrainPeopleAsync(cancel);
        await relay.DrainOutsideAsync(cancel);
    }

    /// <param name="id">The reminder's id.</param>
    /// <param name="label">What an operator reads in the dashboard.</param>
    /// <param name="cancel">Set when the server stops.</param>
    [JobDisplayName("{1}")]
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [5, 15, 30])]
    public async Task RemindAsync(Guid id, string label, CancellationToken cancel)
    {
        await reminders.DrainAsync(cancel);
        await relay.DrainPeopleAsync(cancel);
        await relay.DrainOutsideAsync(cancel);
    }
}

/// <summary>Sets Hangfire's alarms for what is planned. An alarm that is lost costs nothing: the sweep looks every minute.</summary>
public sealed class Alarms(IncidentDb db, IBackgroundJobClient jobs)
{
    private const int Batch = 200;

    public async Task SetAsync(CancellationToken cancel)
    {
        await SetPagesAsync(cancel);
        await SetRemindersAsync(cancel);
    }

    private async Task SetPagesAsync(CancellationToken cancel)
    {
        var pages = await db.Pages.Where(page => page.NextAt != null && (page.AlarmAt == null || page.AlarmAt != page.NextAt)).OrderBy(page => page.NextAt).Take(Batch).ToListAsync(cancel);
        foreach (var page in pages)
        {
            var number = await db.Incidents.Where(one => one.Id == page.IncidentId).Select(one => one.Number).SingleAsync(cancel);
            var (id, label) = (page.Id.Value, $"INC-{number} page {page.Number} ({page.Asked}): next after level {page.Level + 1}");
            jobs.Schedule<WakeUp>(job => job.EscalateAsync(id, label, CancellationToken.None), page.NextAt!.Value);
            var next = page.NextAt;
            await db.Pages.Where(one => one.Id == page.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.AlarmAt, next), cancel);
        }
    }

    private async Task SetRemindersAsync(CancellationToken cancel)
    {
        var reminders = await db.Reminders.Where(reminder => reminder.State == ReminderState.Planned && !reminder.Alarmed).OrderBy(reminder => reminder.DueAt).Take(Batch)
            .Join(db.Clocks, reminder => reminder.ClockId, clock => clock.Id, (reminder, clock) => new { reminder.Id, reminder.Label, reminder.DueAt, Clock = clock })
            .Join(db.Incidents, one => one.Clock.IncidentId, incident => incident.Id, (one, incident) => new { one.Id, one.Label, one.DueAt, one.Clock, incident.Number }).ToListAsync(cancel);
        foreach (var one in reminders)
        {
            var (id, label) = (one.Id.Value, $"INC-{one.Number} {ClockWords.Cite(one.Clock)}: remind at {one.Label}");
            jobs.Schedule<WakeUp>(job => job.RemindAsync(id, label, CancellationToken.None), one.DueAt);
            await db.Reminders.Where(reminder => reminder.Id == one.Id).ExecuteUpdateAsync(set => set.SetProperty(reminder => reminder.Alarmed, true), cancel);
        }
    }
}
