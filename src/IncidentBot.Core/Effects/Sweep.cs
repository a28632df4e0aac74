using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.Effects;

/// <summary>Looks for everything that is due, whatever was supposed to ring for it: at start, every few seconds, and at once when something was committed. Its parts run side by side, so that none waits for another.</summary>
public sealed class Sweep(Relay relay, PageEscalator pages, ReminderClerk reminders, IServiceScopeFactory scopes)
{
    /// <summary>Each part answers how much it did.</summary>
    public IReadOnlyList<Func<CancellationToken, Task<int>>> Parts => [DuePagesAndRemindersAsync, PeopleAsync, RoomsAsync];

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

    private Task<int> PeopleAsync(CancellationToken cancel) => relay.DrainAsync(LaneKind.People, cancel);

    private Task<int> RoomsAsync(CancellationToken cancel) => relay.DrainAsync(LaneKind.Rooms, cancel);

    private async Task<int> DuePagesAndRemindersAsync(CancellationToken cancel)
    {
        var done = await pages.DrainAsync(cancel) + await reminders.DrainAsync(cancel);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Alarms>().SetAsync(cancel);
        return done;
    }
}
