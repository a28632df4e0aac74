using System.Collections.Concurrent;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Requests;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Sockets;

/// <summary>Holds sockets to Slack open, so that what it sends comes in without a public address. Slack closes each every few hours and says so before: its replacement is open first, and nothing is lost.</summary>
internal sealed partial class SocketMode(SocketOpener opener, InboxDoor door, KnownApp app, SocketState state, IOptions<SlackOptions> options, TimeProvider time, ILogger<SocketMode> log) : BackgroundService
{
    /// <summary>How many deliveries are handled at once.</summary>
    private const int AtOnce = 64;

    /// <summary>How many may wait beside them. More would only be answered too late.</summary>
    private const int MostBegun = 1000;

    /// <summary>How long a replaced socket goes on receiving. Slack closes it before that.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>A socket that lived longer was a good one: the next is opened at once.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Where somebody has to change something first.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim room = new(AtOnce);
    private readonly ConcurrentDictionary<Task, bool> retired = new();
    private int begun;

    public override void Dispose()
    {
        room.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(Enumerable.Range(0, options.Value.Sockets).Select(_ => HoldAsync(stoppingToken)));
        await Task.WhenAll(retired.Keys);
    }

    /// <summary>Twice as long each time, and a part of it by chance, so that many do not come back at once.</summary>
    internal static TimeSpan Pause(int failures)
    {
        var longest = Math.Min(Longest.TotalSeconds, Shortest.TotalSeconds * Math.Pow(2, Math.Clamp(failures, 1, 10)));
#pragma warning disable CA5394 // Nobody gains by guessing it.
        return TimeSpan.FromSeconds((longest / 2) + (Random.Shared.NextDouble() * longest / 2));
#pragma warning restore CA5394
    }

    /// <summary>One place for a socket, filled as long as the server runs.</summary>
    private async Task HoldAsync(CancellationToken stop)
    {
        SlackSocket? held = null;
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            try
            {
                var next = await OpenAsync(stop);
                Retire(held, stop);
                held = next;
                var since = time.GetTimestamp();
                var reason = await held.Leaving.WaitAsync(stop);
                failures = time.GetElapsedTime(since) > Settled ? 0 : failures + 1;
                Log.Leaving(log, reason ?? "it ended");
                if (reason is "link_disabled" or "too_many_websockets")
                {
                    throw SocketOpener.Refused(reason);
                }

                await Task.Delay(failures <= 1 ? TimeSpan.Zero : Pause(failures - 1), time, stop);
            }
            catch (Exception fault) when (fault is SlackException or SocketFault)
            {
                await WaitAsync(fault, ++failures, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                Log.Unexpected(log, fault.GetType().Name, fault.StackTrace);
                await WaitAsync(new SocketFault("Something went wrong here while a socket was opened."), ++failures, stop);
            }
        }

        await (held?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<SlackSocket> OpenAsync(CancellationToken stop)
    {
        var socket = await opener.OpenAsync(TakeAsync, bytes => Log.Skipped(log, bytes), stop);
        var appId = (await socket.Greeted).AppId;
        if (state.Greeted(appId))
        {
            Log.Mended(log);
        }
        else
        {
            Log.Greeted(log, state.Connected);
        }

        if (appId is not null && !app.Is(appId))
        {
            Log.OtherApp(log, appId, app.Id);
        }

        _ = socket.Ended.ContinueWith(_ => state.Ended(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return socket;
    }

    /// <summary>It goes on receiving until Slack closes it: what was sent to it in the meantime is acknowledged on it.</summary>
    private void Retire(SlackSocket? old, CancellationToken stop)
    {
        if (old is null)
        {
            return;
        }

        var task = RetireAsync();
        retired[task] = true;
        _ = task.ContinueWith(done => retired.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        async Task RetireAsync()
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(old.Ended, Task.Delay(Grace, time, over.Token));
            await over.CancelAsync();
            await old.DisposeAsync();
        }
    }

    private async Task WaitAsync(Exception fault, int failures, CancellationToken stop)
    {
        var words = Words(fault);
        var lasting = fault is SocketFault { Lasting: true } or SlackException { Failure: SlackFailure.Reauthorise or SlackFailure.Configuration };
        if (state.Failed(words))
        {
            Log.Failed(log, words, lasting ? "It is tried again every five minutes." : "It is tried again.");
        }

        var wait = lasting ? Slow : Pause(failures);
        if (fault is SlackException { RetryAfter: { } asked } && asked > wait)
        {
            wait = asked;
        }

        try
        {
            await Task.Delay(wait, time, stop);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private static string Words(Exception fault) => fault switch
    {
        SlackException { ErrorCode: "not_authed" or "invalid_auth" or "token_revoked" or "token_expired" } => "Slack does not accept Slack:AppToken. Make a new app-level token with the scope connections:write, set it, and restart.",
        SlackException { ErrorCode: "account_inactive" or "user_removed_from_team" or "team_disabled" } slack => $"Slack does not accept Slack:AppToken, because the account or workspace behind it is no longer active ({slack.ErrorCode}).",
        SlackException { ErrorCode: "missing_scope" or "not_allowed_token_type" } slack => $"Slack:AppToken may not open sockets ({slack.ErrorCode}). It has to be an app-level token with the scope connections:write.",
        SlackException slack => $"Slack gives no socket ({slack.ErrorCode}).",
        _ => fault.Message,
    };

    private async Task TakeAsync(SlackSocket on, SocketEnvelope envelope)
    {
        // The socket reads on meanwhile, so that pings are answered however long the inbox takes.
        await Task.Yield();
        if (Interlocked.Increment(ref begun) > MostBegun)
        {
            Interlocked.Decrement(ref begun);
            Log.TooMuch(log);
            return;
        }

        await room.WaitAsync();
        try
        {
            if (!app.Takes(envelope.Delivery.Payload))
            {
                Log.Foreign(log, envelope.Delivery.Kind);
                await on.AcknowledgeAsync(envelope, null);
            }
            else if (await door.ReceiveAsync(envelope.Delivery) is { } answer && !await on.AcknowledgeAsync(envelope, answer.Json))
            {
                Log.Unheard(log, envelope.Delivery.Kind);
            }
        }
        catch (Exception fault)
        {
            Log.Unexpected(log, fault.GetType().Name, fault.StackTrace);
        }
        finally
        {
            room.Release();
            Interlocked.Decrement(ref begun);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A socket to Slack is open ({Connected} in all).")]
        public static partial void Greeted(ILogger logger, int connected);

        [LoggerMessage(LogLevel.Information, "The sockets to Slack are open again.")]
        public static partial void Mended(ILogger logger);

        [LoggerMessage(LogLevel.Information, "A socket to Slack is replaced ({Reason}).")]
        public static partial void Leaving(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "{Words} {Next}")]
        public static partial void Failed(ILogger logger, string words, string next);

        [LoggerMessage(LogLevel.Warning, "Slack sent a frame of {Bytes} bytes that says nothing the bot knows; it was skipped.")]
        public static partial void Skipped(ILogger logger, long bytes);

        [LoggerMessage(LogLevel.Warning, "Too much waits to be handled; what Slack sent was not taken. Events come again.")]
        public static partial void TooMuch(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "What Slack sent ({Kind}) was handled, but its socket ended before that could be said.")]
        public static partial void Unheard(ILogger logger, SlackDeliveryKind kind);

        [LoggerMessage(LogLevel.Warning, "Slack sent something for another app ({Kind}); nothing was done.")]
        public static partial void Foreign(ILogger logger, SlackDeliveryKind kind);

        [LoggerMessage(LogLevel.Error, "Slack:AppToken belongs to the app {Socket}, the bot's token to {Installed}. Take both from one app; what comes in is not taken until then.")]
        public static partial void OtherApp(ILogger logger, string socket, string? installed);

        [LoggerMessage(LogLevel.Error, "A socket to Slack met a fault: {Fault}{Trace}")]
        public static partial void Unexpected(ILogger logger, string fault, string? trace);
    }
}
