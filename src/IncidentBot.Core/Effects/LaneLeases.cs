using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.Effects;

/// <summary>Who works through which lane, and until when: a lease with a fencing number, so that several processes share the lanes and an old holder that comes back may finish nothing.</summary>
public sealed class LaneLeases(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>How long a lease lasts without being finished; after that another may take the lane. Longer than one effect may take, and short enough that a killed process holds a page up for less than a minute.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);

    /// <summary>However long the outside asks us to wait. What is leased or parked for longer was so by a clock that has gone back since, and is free.</summary>
    private static readonly TimeSpan LongestPark = TimeSpan.FromMinutes(15);

    /// <param name="kind">How the keys of the lanes begin; null for all that are neither rooms nor outside.</param>
    /// <param name="stuck">Lanes that got nowhere in this drain: they wait for the next one, so that many of them cannot hide the others.</param>
    /// <param name="cancel">Set when the server stops.</param>
    internal async Task<List<DueLane>> DueAsync(string? kind, string[] stuck, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var now = time.GetUtcNow();
        var ticks = now.UtcTicks;
        var (leased, parked) = (ticks + Lease.Ticks, ticks + LongestPark.Ticks);
        var due = db.Effects.Where(effect => effect.State == EffectState.Pending && (effect.NotBefore == null || effect.NotBefore <= now) && !stuck.Contains(effect.Lane));
        return await (kind is null ? due.Where(effect => !effect.Lane.StartsWith(Room.Lanes) && !effect.Lane.StartsWith(OutsideMessages.Lanes)) : due.Where(effect => effect.Lane.StartsWith(kind)))
            .Where(effect => !db.Lanes.Any(lane => lane.Key == effect.Lane && ((lane.LeasedUntil > ticks && lane.LeasedUntil <= leased) || (lane.ParkedUntil > ticks && lane.ParkedUntil <= parked))))
            .GroupBy(effect => new { effect.Lane, effect.IncidentId }).OrderBy(lane => lane.Min(effect => effect.DueAt))
            .Select(lane => new DueLane(lane.Key.Lane, lane.Key.IncidentId)).Take(64).ToListAsync(cancel);
    }

    internal async Task<long?> ClaimAsync(string lane, Id<Incident> incident, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var now = time.GetUtcNow().UtcTicks;
        var (until, parked) = (now + Lease.Ticks, now + LongestPark.Ticks);
        await using var work = await db.BeginAsync(cancel);
        var fence = await db.Database.SqlQuery<long>(
            $"""
            INSERT INTO "Lanes" ("Key", "IncidentId", "LeasedUntil", "ParkedUntil", "Fence") VALUES ({lane}, {incident.Value}, {until}, 0, 1)
            ON CONFLICT ("Key") DO UPDATE SET "Fence" = "Lanes"."Fence" + 1, "LeasedUntil" = {until}
                WHERE ("Lanes"."LeasedUntil" <= {now} OR "Lanes"."LeasedUntil" > {until}) AND ("Lanes"."ParkedUntil" <= {now} OR "Lanes"."ParkedUntil" > {parked})
            RETURNING "Fence" AS "Value"
            """).ToListAsync(cancel);
        await work.CommitAsync(cancel);
        return fence is [var ours] ? ours : null;
    }

    /// <summary>Whether we still hold the lane; if so the lease starts anew, and nobody can take it before this unit of work ends.</summary>
    internal Task<bool> RenewAsync(IncidentDb db, string lane, long fence, CancellationToken cancel) => HoldUntilAsync(db, lane, fence, (time.GetUtcNow() + Lease).UtcTicks, cancel);

    /// <summary>The same, and the lane is free when this unit of work ends.</summary>
    internal static Task<bool> LeaveAsync(IncidentDb db, string lane, long fence, CancellationToken cancel) => HoldUntilAsync(db, lane, fence, 0, cancel);

    private static async Task<bool> HoldUntilAsync(IncidentDb db, string lane, long fence, long until, CancellationToken cancel)
    {
        return await db.Lanes.Where(one => one.Key == lane && one.Fence == fence).ExecuteUpdateAsync(set => set.SetProperty(one => one.LeasedUntil, until), cancel) == 1;
    }

    internal async Task ReleaseAsync(string lane, long fence, TimeSpan park, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var parked = park == TimeSpan.Zero ? 0 : (time.GetUtcNow() + (park < LongestPark ? park : LongestPark)).UtcTicks;
        await using var work = await db.BeginAsync(cancel);
        await db.Lanes.Where(one => one.Key == lane && one.Fence == fence)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.LeasedUntil, 0L).SetProperty(one => one.ParkedUntil, parked), cancel);
        await work.CommitAsync(cancel);
    }
}

/// <summary>A lane with something due in it.</summary>
internal sealed record DueLane(string Lane, Id<Incident> IncidentId);
