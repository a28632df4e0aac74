using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.SignIn;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Host.Web;

/// <summary>Server-sent events that say only that something changed; the page fetches what its reader may see.</summary>
public static class StreamEndpoints
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    public static void MapStreams(this WebApplication app)
    {
        app.MapGet("/incidents/{reference}/events", IncidentAsync).RequireAuthorization();
        app.MapGet("/events", MineAsync).RequireAuthorization();
    }

    private static async Task<IResult> IncidentAsync(string reference, HttpContext context, IncidentDb db, Standings standings, Signals signals, IHostApplicationLifetime life, CancellationToken cancel)
    {
        if (!IncidentReference.TryParse(reference, out var named) || context.User.PersonId() is not { } person)
        {
            return Results.NotFound();
        }

        var id = await standings.Visible(person).Where(one => one.Number == named.Number).Select(one => (Guid?)one.Id.Value).SingleOrDefaultAsync(cancel);
        return id is { } subject ? TypedResults.ServerSentEvents(Changes(signals, one => one == subject, life.ApplicationStopping, cancel)) : Results.NotFound();
    }

    /// <summary>For lists and the inbox: anything changed. What, is seen only by fetching the page.</summary>
    private static IResult MineAsync(Signals signals, IHostApplicationLifetime life, CancellationToken cancel) =>
        TypedResults.ServerSentEvents(Changes(signals, _ => true, life.ApplicationStopping, cancel));

    private static async IAsyncEnumerable<SseItem<string>> Changes(Signals signals, Func<Guid, bool> wanted, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
        using var changes = signals.Listen();
        yield return new SseItem<string>("hello", "hello");
        while (!both.IsCancellationRequested)
        {
            var heard = await HeardAsync(changes, wanted, both.Token);
            if (both.IsCancellationRequested)
            {
                yield break;
            }

            yield return heard ? new SseItem<string>("changed", "changed") : new SseItem<string>("beat", "beat");
        }
    }

    private static async Task<bool> HeardAsync(Signals.Subscription changes, Func<Guid, bool> wanted, CancellationToken stop)
    {
        using var beat = CancellationTokenSource.CreateLinkedTokenSource(stop);
        beat.CancelAfter(Beat);
        try
        {
            while (true)
            {
                var heard = wanted(await changes.Reader.ReadAsync(beat.Token));
                while (changes.Reader.TryRead(out var more))
                {
                    heard |= wanted(more);
                }

                if (heard)
                {
                    return true;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
