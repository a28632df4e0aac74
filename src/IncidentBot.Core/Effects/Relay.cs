using System.Diagnostics;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Telemetry;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Effects;

/// <summary>Takes lanes with due effects, a lease at a time, and does what is in them in order. Two processes may run it against one database.</summary>
public sealed partial class Relay(IServiceScopeFactory scopes, LaneLeases leases, EffectEnds ends, RightOfWay way, Signals signals, Outage outage, TimeProvider time, Vitals vitals, ILogger<Relay> log)
{
    private const int Lanes = 4;

    /// <summary>Outside it is others who are slow: many wait side by side.</summary>
    private const int OutsideLanes = 16;

    /// <summary>How soon it looks for more although nobody rings: lanes whose wait is over, and those of a process that was killed.</summary>
    private static readonly TimeSpan Net = TimeSpan.FromSeconds(2);

    /// <summary>How long one effect may take; then it has failed and its lane waits.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>How long rooms wait for pages and reminders whenever they have looked for more lanes: cards come a little later, but they come.</summary>
    private static readonly TimeSpan Politeness = TimeSpan.FromSeconds(2);

    /// <summary>How far into a lane is looked for cards that one drawing covers.</summary>
    private const int LookAhead = 20;

    /// <summary>A send and its one repeat.</summary>
    private const int MostSends = 2;

    /// <summary>Puts the pages, reminders and notices that are due into inboxes, and answers how many effects it finished. It waits neither for a room nor for anything outside.</summary>
    public Task<int> DrainPeopleAsync(CancellationToken cancel) => DrainAsync(null, Lanes, cancel);

    /// <summary>Brings the rooms up to date, and answers how many effects it finished. A platform that hangs keeps it waiting.</summary>
    public Task<int> DrainRoomsAsync(CancellationToken cancel) => DrainAsync(Room.Lanes, Lanes, cancel);

    /// <summary>Sends mail and calls webhooks, and answers how many effects it finished. A mail server that hangs keeps it waiting.</summary>
    public Task<int> DrainOutsideAsync(CancellationToken cancel) => DrainAsync(OutsideMessages.Lanes, OutsideLanes, cancel);

    /// <param name="kind">How the keys of the lanes begin; null for all that are neither rooms nor outside.</param>
    /// <param name="many">How many run at once.</param>
    /// <param name="cancel">Set when the server stops.</param>
    private async Task<int> DrainAsync(string? kind, int many, CancellationToken cancel)
    {
        using var first = kind is null ? way.Take() : null;
        using var rings = signals.ListenForWork();
        var (due, pool, stopped) = (new Queue<DueLane>(), new LanePool(many), Task.Delay(Timeout.Infinite, cancel));
        var ring = rings.Reader.ReadAsync(cancel).AsTask();
        try
        {
            while (true)
            {
                if (due.Count == 0 && !pool.IsFull)
                {
                    due = new(await leases.DueAsync(kind, pool.Away, cancel));
                    if (due.Count > 0 && kind == Room.Lanes)
                    {
                        await way.GiveAsync(Politeness, cancel);
                    }
                }

                while (!pool.IsFull && due.TryDequeue(out var lane))
                {
                    pool.Start(lane.Lane, () => TryLaneAsync(lane.Lane, lane.IncidentId, cancel));
                }

                if (pool.IsEmpty)
                {
                    return pool.Done;
                }

                // While there is room, what is queued meanwhile does not wait for those that run.
                await pool.NextAsync(pool.IsFull ? stopped : Task.WhenAny(ring, Task.Delay(Net, cancel)));
                cancel.ThrowIfCancellationRequested();
                ring = ring.IsCompleted ? rings.Reader.ReadAsync(cancel).AsTask() : ring;
            }
        }
        finally
        {
            await pool.EndAsync();
        }
    }

    /// <summary>When the database goes away under one lane, what the others have begun outside is not cut off.</summary>
    private async Task<int> TryLaneAsync(string lane, Id<Incident> incident, CancellationToken cancel)
    {
        try
        {
            return await RunLaneAsync(lane, incident, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && Transient.IsDown(fault))
        {
            outage.Met(fault);
            return 0;
        }
    }

    /// <summary>What is begun when the server stops is brought to its end and the lane given back, so that nothing is repeated for that, and another process need not wait for the lease.</summary>
    private async Task<int> RunLaneAsync(string lane, Id<Incident> incident, CancellationToken stop)
    {
        var finish = CancellationToken.None;
        if (await leases.ClaimAsync(lane, incident, finish) is not { } fence)
        {
            return 0;
        }

        var done = 0;
        while (!stop.IsCancellationRequested)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
            if (await WaitingAsync(db, lane, finish) is not [var effect, ..] waiting)
            {
                break;
            }

            var end = await RunAsync(scope.ServiceProvider, effect, new Hold(lane, fence, Covered(waiting)), finish);
            done += end is LaneEnd.Failed ? 0 : 1;
            if (end is not LaneEnd.GoesOn)
            {
                return done;
            }
        }

        await leases.ReleaseAsync(lane, fence, TimeSpan.Zero, finish);
        return done;
    }

    /// <summary>What may not be done yet holds up nothing behind it.</summary>
    private Task<List<Effect>> WaitingAsync(IncidentDb db, string lane, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return db.Effects.AsNoTracking().Where(effect => effect.Lane == lane && effect.State == EffectState.Pending && (effect.NotBefore == null || effect.NotBefore <= now)).OrderBy(effect => effect.Ordinal).Take(LookAhead).ToListAsync(cancel);
    }

    /// <summary>What is drawn as it stands is worth drawing once: the card, notice or line about to be drawn meets every ask that is queued in its lane by now.</summary>
    private static int Covered(List<Effect> waiting) =>
        waiting[0].Kind is RoomEffects.Card or RoomEffects.Furnish or ShowNoticeEffect.Name or ListIncidentEffect.Name ? waiting.Where(one => one.Kind == waiting[0].Kind).Max(one => one.Ordinal) : waiting[0].Ordinal;

    private async Task<LaneEnd> RunAsync(IServiceProvider services, Effect effect, Hold hold, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        using var about = log.BeginScope("{Effect} {Kind}", effect.Id, effect.Kind);
        using var span = Vitals.Begin("effect", effect.Kind);
        if (effect.Attempts == 0)
        {
            vitals.Began(effect.Kind, time.GetUtcNow() - (effect.NotBefore ?? effect.DueAt));
        }

        try
        {
            var aftermath = services.GetServices<IBlindHandler>().SingleOrDefault(one => one.Kind == effect.Kind) is { } blind
                ? await SendAsync(blind, effect, hold, limit.Token)
                : await services.GetServices<IEffectHandler>().Single(one => one.Kind == effect.Kind).ActAsync(effect, limit.Token);
            return await ends.FinishAsync(effect, hold, aftermath, cancel);
        }
        catch (Exception fault) when ((fault is not OperationCanceledException || !cancel.IsCancellationRequested) && !Transient.IsDown(fault))
        {
            vitals.Failed(effect.Kind);
            span?.SetStatus(ActivityStatusCode.Error);
            Log.Failed(log, effect.Kind, effect.Attempts + 1, fault);
            await ends.FailAsync(effect, hold, fault, cancel);
            return LaneEnd.Failed;
        }
    }

    /// <summary>Sends where nobody can be asked whether it arrived. That it is begun is committed before, so that whatever ends this process leaves a trace.</summary>
    private async Task<Aftermath?> SendAsync(IBlindHandler handler, Effect effect, Hold hold, CancellationToken cancel)
    {
        if (await handler.PrepareAsync(effect, cancel) is not { } send)
        {
            return null;
        }

        if (effect.Begun >= MostSends)
        {
            return send.GiveUp;
        }

        // Where somebody else has the lane by now nothing is sent, and finishing finds that out as well.
        return await ends.BeginAsync(effect, hold, cancel) ? await send.SendAsync(effect.Begun > 0, cancel) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Effect {Kind} failed on try {Attempt}; its lane waits.")]
        public static partial void Failed(ILogger logger, string kind, int attempt, Exception fault);
    }
}
