using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.Effects;

/// <summary>Looks for everything that is due, whatever was supposed to ring for it: at start, every few seconds, and at once when something was committed. Its parts run side by side, so that none waits for another.</summary>
public sealed class Sweep(Relay relay, PageEscalator pages, ReminderClerk reminders, IServiceScopeFactory scopes)
{
    /// <summary>Each part answers how much it did. Those that climb pages and decide what reminders say send nothing themselves, so nothing outside holds them up.</summary>
    public IReadOnlyList<Func<CancellationToken, Task<int>>> Parts => [pages.DrainAsync, reminders.DrainAsync, relay.DrainPeopleAsync, relay.DrainRoomsAsync, relay.DrainOutsideAsync, SetAlarmsAsync];

    /// <summary>Runs every part once, one after the other, and answers how much was done.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var done = 0;
        foreach (var part in Parts)
        {
            done += await part(cancel);
        }

        return done;
    }

    private async Task<int> SetAlarmsAsync(CancellationToken cancel)
    {
        var done = 0;
        for (var set = 1; set > 0; done += set)
        {
            await using var scope = scopes.CreateAsyncScope();
            set = await scope.ServiceProvider.GetRequiredService<Alarms>().SetAsync(cancel);
        }

        return done;
    }
}
