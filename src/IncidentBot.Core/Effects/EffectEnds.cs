using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.Effects;

/// <summary>Keeps on record that an effect is begun, done or failed, each in a unit of work of its own, unless somebody else holds its lane by now.</summary>
public sealed class EffectEnds(IServiceScopeFactory scopes, LaneLeases leases, Signals signals)
{
    internal async Task<bool> BeginAsync(Effect effect, Hold hold, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        await using var work = await db.BeginAsync(cancel);
        if (!await leases.RenewAsync(db, hold.Lane, hold.Fence, cancel))
        {
            return false;
        }

        (await db.Effects.SingleAsync(one => one.Id == effect.Id, cancel)).Begin();
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return true;
    }

    /// <summary>Marks the effect done and records what follows from it, unless somebody else holds the lane by now.</summary>
    internal async Task<LaneEnd> FinishAsync(Effect effect, Hold hold, Aftermath? aftermath, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        await using var work = await db.BeginAsync(cancel);
        var incident = aftermath is null && effect.Attempts == 0 ? null : await LockedAsync(db, effect.IncidentId, cancel);

        // With the last of a lane the lane is given back at once.
        var goesOn = incident is not null || await db.Effects.AnyAsync(one => one.Lane == hold.Lane && one.State == EffectState.Pending && one.Id != effect.Id && (one.Kind != effect.Kind || one.Ordinal > hold.Covered), cancel);
        if (!await (goesOn ? leases.RenewAsync(db, hold.Lane, hold.Fence, cancel) : LaneLeases.LeaveAsync(db, hold.Lane, hold.Fence, cancel)))
        {
            return LaneEnd.Failed;
        }

        db.Attach(effect);
        if (aftermath is not null)
        {
            await aftermath(db, incident!, cancel);
            await scope.ServiceProvider.GetRequiredService<UnitClose>().CloseAsync(now, cancel);
        }

        if (effect.Attempts > 0)
        {
            await scope.ServiceProvider.GetRequiredService<Outbox>().UpdateCardsAsync(incident!, cancel);
        }

        effect.Finish(EffectState.Done, now);
        if (hold.Covered > effect.Ordinal)
        {
            await db.Effects.Where(one => one.Lane == hold.Lane && one.Kind == effect.Kind && one.State == EffectState.Pending && one.Ordinal > effect.Ordinal && one.Ordinal <= hold.Covered)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.State, EffectState.Superseded).SetProperty(one => one.FinishedAt, now), cancel);
        }

        await db.NotifyAsync([effect.IncidentId.Value], cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Show(effect.IncidentId.Value);
        if (incident is not null)
        {
            // What follows may be new work.
            signals.Ring();
        }

        return goesOn ? LaneEnd.GoesOn : LaneEnd.Left;
    }

    internal async Task FailAsync(Effect effect, Hold hold, Exception fault, CancellationToken cancel)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
            await using var work = await db.BeginAsync(cancel);
            var incident = effect.Attempts == 0 ? await LockedAsync(db, effect.IncidentId, cancel) : null;
            if (await leases.RenewAsync(db, hold.Lane, hold.Fence, cancel))
            {
                if (incident is not null)
                {
                    await scope.ServiceProvider.GetRequiredService<Outbox>().UpdateCardsAsync(incident, cancel);
                }

                (await db.Effects.SingleAsync(one => one.Id == effect.Id, cancel)).Fail(
                    fault is RefusalException or RetryAfterException or SendException ? fault.Message : fault.GetType().Name,
                    unsent: fault is RetryAfterException or SendException { Failure: not SendFailure.Unknown });
                await db.NotifyAsync([effect.IncidentId.Value], cancel);
                await db.SaveChangesAsync(cancel);
                await work.CommitAsync(cancel);
            }
        }

        await leases.ReleaseAsync(hold.Lane, hold.Fence, fault is RetryAfterException told ? told.Wait : BackOff(effect.Attempts), cancel);
        signals.Show(effect.IncidentId.Value);
        signals.Ring();
    }

    private static async Task<Incident> LockedAsync(IncidentDb db, Id<Incident> id, CancellationToken cancel)
    {
        var number = await db.Incidents.Where(one => one.Id == id).Select(one => one.Number).SingleAsync(cancel);
        return (await db.LockIncidentAsync(number, cancel))!;
    }

    /// <summary>1, 2, 4 … seconds, at most five minutes.</summary>
    private static TimeSpan BackOff(int attempts) => TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(attempts, 10))));
}

/// <summary>A lane that is ours under this number, and up to where the effect that runs covers others of its kind.</summary>
internal sealed record Hold(string Lane, long Fence, int Covered);

/// <summary>How an effect left its lane.</summary>
internal enum LaneEnd
{
    GoesOn,

    /// <summary>It was the last, and the lane is given back.</summary>
    Left,

    /// <summary>It waits, or somebody else has the lane by now.</summary>
    Failed,
}
