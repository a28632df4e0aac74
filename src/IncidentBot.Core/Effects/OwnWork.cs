using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.Effects;

/// <summary>A unit of work for what nobody asked for: a platform tells that a message was edited or a room archived. It has no rights to check; it locks, records and commits as a verb does.</summary>
public sealed class OwnWork(IServiceScopeFactory scopes, Signals signals)
{
    /// <param name="key">The platform's own id of what it told; the second time nothing is done.</param>
    /// <param name="number">The incident's.</param>
    /// <param name="act">Given the services of the unit of work and the locked incident.</param>
    /// <param name="cancel">Set when the server stops.</param>
    public async Task RunAsync(string key, int number, Func<IServiceProvider, Incident, Task> act, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        await using var work = await db.BeginAsync(cancel);
        var incident = (await db.LockIncidentAsync(number, cancel))!;
        if (await db.Deliveries.AnyAsync(one => one.Key == key, cancel))
        {
            return;
        }

        db.Add(new Delivery(key, null, "told", now));
        await act(scope.ServiceProvider, incident);
        var changed = await scope.ServiceProvider.GetRequiredService<UnitClose>().CloseAsync(now, cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Raise(changed);
    }
}
