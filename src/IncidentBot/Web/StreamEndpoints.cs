using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
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
        app.MapGet("/events", Mine).RequireAuthorization();
    }

    private static async Task<IResult> IncidentAsync(string reference, HttpContext context, IncidentDb db, Standings standings, Signals signals, IHostApplicationLifetime life, CancellationToken cancel)
    {
        if (!IncidentReference.TryParse(reference, out var named) || context.User.PersonId() is not { } person)
        {
            return Results.NotFound();
        }

        var id = await standings.Visible(person).Where(one => one.Number == named.Number).Select(one => (Guid?)one.Id.Value).SingleOrDefaultAsync(cancel);
        return id is { } subject ? TypedResults.ServerSentEvents(Changes(signals, one => ValueTask.FromResult(one == subject), life.ApplicationStopping, cancel)) : Results.NotFound();
    }

    /// <summary>For lists and the inbox: an incident that the person may see, or the person's own inbox, changed.</summary>
    private static IResult Mine(HttpContext context, IServiceScopeFactory scopes, Signals signals, IHostApplicationLifetime life, CancellationToken cancel) =>
        context.User.PersonId() is { } person
            ? TypedResults.ServerSentEvents(Changes(signals, subject => ConcernsAsync(scopes, person, subject, cancel), life.ApplicationStopping, cancel))
            : Results.NotFound();

    private static async ValueTask<bool> ConcernsAsync(IServiceScopeFactory scopes, Id<Person> person, Guid subject, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var incident = new Id<Incident>(subject);
        return subject == person.Value || await scope.ServiceProvider.GetRequiredService<Standings>().Visible(person).AnyAsync(one => one.Id == incident, cancel);
    }

    private static async IAsyncEnumerable<SseItem<string>> Changes(Signals signals, Func<Guid, ValueTask<bool>> wanted, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
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

    private static async Task<bool> HeardAsync(Signals.Subscription changes, Func<Guid, ValueTask<bool>> wanted, CancellationToken stop)
    {
        using var beat = CancellationTokenSource.CreateLinkedTokenSource(stop);
        beat.CancelAfter(Beat);
        try
        {
            while (true)
            {
                var heard = new HashSet<Guid> { await changes.Reader.ReadAsync(beat.Token) };
                while (changes.Reader.TryRead(out var more))
                {
                    heard.Add(more);
                }

                foreach (var subject in heard)
                {
                    if (await wanted(subject))
                    {
                        return true;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
