using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;

namespace IncidentBot.Core.Effects;

/// <summary>Looks for everything that is due, whatever was supposed to ring for it: at start, every minute, and at once when something was committed.</summary>
public sealed class Sweep(Relay relay, PageEscalator pages, ReminderClerk reminders)
{
    /// <summary>Answers how much was done.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var done = await relay.DrainAsync(cancel);
        done += await pages.DrainAsync(cancel);
        done += await reminders.DrainAsync(cancel);
        return done == 0 ? 0 : done + await relay.DrainAsync(cancel);
    }
}
