using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.Paging;

/// <summary>Climbs every page whose wait is over. Hangfire wakes it at the instant; the sweep wakes it in any case.</summary>
public sealed class PageEscalator(IServiceScopeFactory scopes, Signals signals)
{
    /// <summary>Later than this and the timeline says so.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public async Task<int> DrainAsync(CancellationToken cancel)
    {
        var done = 0;
        while (await DueAsync(cancel) is { Count: > 0 } due)
        {
            foreach (var page in due)
            {
                await ClimbAsync(page, cancel);
                done++;
            }
        }

        return done;
    }

    private async Task<List<Id<Page>>> DueAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        return await scope.ServiceProvider.GetRequiredService<IncidentDb>().Pages
            .Where(page => page.NextAt != null && page.NextAt <= now).OrderBy(page => page.NextAt).Select(page => page.Id).Take(100).ToListAsync(cancel);
    }

    private async Task ClimbAsync(Id<Page> id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        await using var work = await db.BeginAsync(cancel);
        var number = await db.Incidents.Where(one => db.Pages.Any(page => page.Id == id && page.IncidentId == one.Id)).Select(one => one.Number).SingleAsync(cancel);
        await db.LockIncidentAsync(number, cancel);
        var incident = await db.Incidents.SingleAsync(one => one.Number == number, cancel);
        var page = await db.Pages.SingleAsync(one => one.Id == id, cancel);
        if (page.NextAt is not { } due || due > now)
        {
            return;
        }

        if (now - due > Late)
        {
            incident.Record("page-late", Actor.Bot, $"Page {page.Number} goes on {(now - due).TotalMinutes:0} minutes late", new { page = page.Number, due });
        }

        await scope.ServiceProvider.GetRequiredService<Pager>().ClimbAsync(incident, page, cancel);
        var changed = await scope.ServiceProvider.GetRequiredService<UnitClose>().CloseAsync(now, cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Raise(changed);
    }
}
