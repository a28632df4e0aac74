using IncidentBot.Core.Obligations;
using IncidentBot.Core.Operations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Paging.Checks;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.Effects;

/// <summary>Looks for everything that is due, whatever was supposed to ring for it: at start, every few seconds, and at once when something was committed. Its parts run side by side, so that none waits for another.</summary>
public sealed class Sweep(Relay relay, PageEscalator pages, ReminderClerk reminders, ContactChecker checks, BrokenInstalls broken, IServiceScopeFactory scopes)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);

    /// <summary>Those that climb pages and decide what reminders say send nothing themselves, so nothing outside holds them up. A commit may ring for them many times a second, and what is due then is due soon, not at once: they rest a moment between two looks. The relay does not. Alarms have time, and are set when what rang for them is done: what is due is looked for without them.</summary>
    public IReadOnlyList<SweepPart> Parts =>
    [
        new(pages.DrainAsync, TimeSpan.Zero, Moment, Second), new(reminders.DrainAsync, TimeSpan.Zero, Moment, Second),
        new(relay.DrainPeopleAsync, TimeSpan.Zero, TimeSpan.Zero, Seconds), new(relay.DrainRoomsAsync, TimeSpan.Zero, TimeSpan.Zero, Seconds), new(relay.DrainOutsideAsync, TimeSpan.Zero, TimeSpan.Zero, Seconds),
        new(SetAlarmsAsync, Seconds, TimeSpan.Zero, HalfAMinute),
        new(checks.PlanAsync, TimeSpan.Zero, Minutes, Minutes), new(checks.DrainAsync, TimeSpan.Zero, HalfAMinute, HalfAMinute),
        new(broken.TellAsync, TimeSpan.Zero, HalfAMinute, HalfAMinute),
    ];

    /// <summary>Runs every part once, one after the other, and answers how much was done.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var done = 0;
        foreach (var part in Parts)
        {
            done += await part.RunAsync(cancel);
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

/// <summary>One thing that a sweep looks for.</summary>
/// <param name="RunAsync">Does what is due, and answers how much that was.</param>
/// <param name="Lag">How long after a ring it begins.</param>
/// <param name="Rest">How long it is left alone after that, whoever rings.</param>
/// <param name="Net">After how long it looks although nobody rang: parked lanes, lost jobs, another process that was killed, long downtime.</param>
public sealed record SweepPart(Func<CancellationToken, Task<int>> RunAsync, TimeSpan Lag, TimeSpan Rest, TimeSpan Net);
