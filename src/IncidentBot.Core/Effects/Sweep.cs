using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.Effects;

/// <summary>Looks for everything that is due, whatever was supposed to ring for it: at start, every few seconds, and at once when something was committed. Its parts run side by side, so that none waits for another.</summary>
public sealed class Sweep(Relay relay, PageEscalator pages, ReminderClerk reminders, IServiceScopeFactory scopes)
{
    /// <summary>Each part answers how much it did.</summary>
    public IReadOnlyList<Func<CancellationToken, Task<int>>> Parts => [EscalateAndRemindAsync, relay.DrainPeopleAsync, relay.DrainRoomsAsync, relay.DrainOutsideAsync];

    /// <summary>Runs every part once, one after the other.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var done = 0;
        foreach (var part in Parts)
        {
            done += await part(cancel);
        }

        return done;
    }

    /// <summary>Climbs pages, decides what reminders say, and sets Hangfire's alarms. It sends nothing itself, so nothing outside holds it up.</summary>
    private async Task<int> EscalateAndRemindAsync(CancellationToken cancel)
    {
        var done = await pages.DrainAsync(cancel) + await reminders.DrainAsync(cancel);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Alarms>().SetAsync(cancel);
        return done;
    }
}
