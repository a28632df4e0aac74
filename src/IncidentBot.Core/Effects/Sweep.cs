using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;

namespace IncidentBot.Core.Effects;

/// <summary>Looks for everything that is due, whatever was supposed to ring for it: at start, every minute, and at once when something was committed.</summary>
public sealed class Sweep(Relay relay, PageEscalator pages, ReminderClerk reminders)
{
    /// <summary>Answers how much was done.</summary>
    public async Task<int> RunAsync(CancellationToken cancel) => await ReachPeopleAsync(cancel) + await ServeRoomsAsync(cancel);

    /// <summary>Escalations, reminders and what they send. It never waits for a room.</summary>
    public async Task<int> ReachPeopleAsync(CancellationToken cancel) =>
        await pages.DrainAsync(cancel) + await reminders.DrainAsync(cancel) + await relay.DrainPeopleAsync(cancel);

    /// <summary>Rooms and their cards. A chat platform that hangs keeps only this waiting.</summary>
    public Task<int> ServeRoomsAsync(CancellationToken cancel) => relay.DrainRoomsAsync(cancel);
}
