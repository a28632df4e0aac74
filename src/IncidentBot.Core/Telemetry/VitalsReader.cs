using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Telemetry;

/// <summary>Counts what waits and should not.</summary>
public sealed class VitalsReader(IncidentDb db, IncidentTime time)
{
    /// <summary>A page that ran through every round stays red this long, or until somebody acknowledges.</summary>
    private static readonly TimeSpan Red = TimeSpan.FromDays(1);

    public async Task<Counts> ReadAsync(CancellationToken cancel)
    {
        var (now, since, late) = (time.Now, time.Now - Red, time.Now - TimeSpan.FromMinutes(1));
        var ticks = now.UtcTicks;
        return new Counts(
            await db.Lanes.CountAsync(lane => lane.ParkedUntil > ticks, cancel),
            await db.Effects.CountAsync(effect => effect.State == EffectState.Pending && (effect.NotBefore ?? effect.DueAt) <= now, cancel),
            await db.Pages.CountAsync(page => page.State == PageState.Paging || (page.State == PageState.Exhausted && page.EndedAt > since), cancel),
            await db.Reminders.CountAsync(reminder => reminder.State == ReminderState.Planned && reminder.DueAt < late, cancel));
    }
}
