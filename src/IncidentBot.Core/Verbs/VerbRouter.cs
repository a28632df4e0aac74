using System.Diagnostics;
using System.Text.Json;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Verbs;

/// <summary>The one way in. It owns the unit of work: record the delivery, begin, lock the incident, check the permission, handle, chain the timeline, commit, wake the relay, answer.</summary>
public sealed partial class VerbRouter(IServiceScopeFactory scopes, VerbCatalogue verbs, LostCommits lostCommits, Signals signals, Outage outage, Vitals vitals, ILogger<VerbRouter> log)
{
    private const int Tries = 4;

    /// <summary>After this long nothing is tried again: somebody waits for the answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Reply> HandleAsync(VerbRequest request, CancellationToken cancel)
    {
        var entry = verbs.Of(request.Verb);
        using var span = Vitals.Begin("verb", entry.Name)?.SetTag("incidentbot.incident", request.Incident?.ToString());
        var since = Stopwatch.GetTimestamp();
        var outcome = "fault";
        try
        {
            var reply = await HandleAsync(entry, request, cancel);
            outcome = reply.Refused ? "refused" : "done";
            return reply;
        }
        catch (OutcomeUnknownException)
        {
            outcome = "unknown";
            throw;
        }
        finally
        {
            vitals.Answered(entry.Name, outcome, Stopwatch.GetElapsedTime(since));
        }
    }

    private async Task<Reply> HandleAsync(VerbEntry entry, VerbRequest request, CancellationToken cancel)
    {
        using var scope = log.BeginScope("{Incident} {Verb}", request.Incident, entry.Name);
        var began = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var reply = await TryAsync(entry, request, cancel);
                if (!entry.Reads)
                {
                    outage.Over();
                }

                return reply;
            }
            catch (RefusalException refused)
            {
                return await RefuseAsync(entry, request, refused.Refusal, cancel);
            }
            catch (Exception fault) when (fault is not OperationCanceledException && Transient.Is(fault))
            {
                if (!Transient.IsDown(fault))
                {
                    Log.Retried(log, entry.Name, attempt, fault);
                }
                else
                {
                    outage.Met(fault);
                }

                if (attempt == Tries || Stopwatch.GetElapsedTime(began) > Patience)
                {
                    return Reply.Of(VerbRefusals.BusyDatabase().Refusal);
                }

                await Task.Delay(Transient.IsDown(fault) ? Pause(attempt) : TimeSpan.Zero, cancel);
            }
            catch (CommitLostException lost)
            {
                outage.Met(lost.InnerException!);
                if (await lostCommits.FindAsync(entry, request, lost, cancel) is { } first)
                {
                    return first;
                }

                if (attempt == Tries || Stopwatch.GetElapsedTime(began) > Patience)
                {
                    return Reply.Of(VerbRefusals.BusyDatabase().Refusal);
                }
            }
        }
    }

    /// <summary>A quarter of a second, twice as long each time, at most two seconds.</summary>
    internal static TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds(Math.Min(2000, 250 << Math.Min(attempt - 1, 4)));

    private async Task<Reply> TryAsync(VerbEntry entry, VerbRequest request, CancellationToken cancel)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<IncidentDb>();
        if (entry.Reads)
        {
            await using var held = await db.HoldAsync(cancel);
            var (seen, where, reader) = await services.ServiceProvider.GetRequiredService<Admission>().AdmitAsync(entry, request, cancel);
            if (seen is { Confidential: true })
            {
                await services.ServiceProvider.GetRequiredService<Audit>().ReadAsync(seen, reader.Person!.Value, entry.Name, null, cancel);
            }

            return await entry.HandleAsync(services.ServiceProvider, request.Verb, seen, where, reader, cancel);
        }

        await using var work = await db.BeginAsync(cancel);
        var (incident, organisation, by) = await services.ServiceProvider.GetRequiredService<Admission>().AdmitAsync(entry, request, cancel);

        // Looked for only now that the incident is locked: of two presses at once the second waits for the first and then finds its answer.
        var key = KeyOf(request, incident);
        if (await db.Deliveries.AsNoTracking().Where(one => one.Key == key).Select(one => one.Reply).SingleOrDefaultAsync(cancel) is { } first)
        {
            return JsonSerializer.Deserialize<Reply>(first, JsonSerializerOptions.Web)!;
        }

        RefuseStale(incident, request);
        await RefuseMergedAsync(db, entry, incident, cancel);
        var now = services.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        var delivery = new Delivery(key, request.Person, entry.Name, now);
        db.Add(delivery);
        var reply = await entry.HandleAsync(services.ServiceProvider, request.Verb, incident, organisation, by, cancel);
        reply = reply.Incident is null && incident is not null ? reply with { Incident = incident.Reference } : reply;
        delivery.Answer(JsonSerializer.Serialize(reply, JsonSerializerOptions.Web));
        var changed = await services.ServiceProvider.GetRequiredService<UnitClose>().CloseAsync(now, cancel);
        await db.SaveChangesAsync(cancel);
        try
        {
            await work.CommitAsync(cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new CommitLostException(key, fault);
        }

        signals.Raise(changed);
        return reply;
    }

    /// <summary>A once-key stands for one action, whoever presses it: it is honoured only with the very verb, arguments and incident that it was made for. Every other key,
    /// and every answer for oneself, belongs to the person: nobody gets another's answer, or uses up another's key.</summary>
    private string KeyOf(VerbRequest request, Incident? incident)
    {
        if (!request.Key.StartsWith(VerbRequest.Once, StringComparison.Ordinal))
        {
            return Own(request);
        }

        if (incident is null || !verbs.IsOnce(request.Key, request.Verb, incident))
        {
            throw VerbRefusals.OtherButton();
        }

        return request.Verb is IPersonalVerb ? Own(request) : request.Key;
    }

    /// <summary>What is about who somebody is belongs to their account: the person may be another one when it comes again.</summary>
    private static string Own(VerbRequest request) =>
        request is { Verb: IChatVerb, Chat: { } chat } ? $"{request.Key}:{chat.Platform}:{chat.Tenant}:{chat.User}" : $"{request.Key}:{request.Person}";

    private static void RefuseStale(Incident? incident, VerbRequest request)
    {
        if (incident is not null && request.OfferedState is { } offered && offered != incident.State)
        {
            throw VerbRefusals.MovedOn(incident);
        }
    }

    /// <summary>What would start or change something on a merged incident belongs to the one that carries on.</summary>
    private static async Task RefuseMergedAsync(IncidentDb db, VerbEntry entry, Incident? incident, CancellationToken cancel)
    {
        if (incident?.MergedInto is { } survivor && entry.Needs is Permission.ChangeFacts or Permission.ManagePeople or Permission.ManageWork or Permission.Page or Permission.AnswerPage or Permission.RecordLawEvents or Permission.EditLessons)
        {
            throw VerbRefusals.GoesOnElsewhere(incident, new IncidentReference(await db.Incidents.Where(one => one.Id == survivor).Select(one => one.Number).SingleAsync(cancel)));
        }
    }

    /// <summary>A refusal is an answer too: it is kept with the delivery, so that a repeat of a refused delivery does not act later. A button may be pressed again once what was missing is there.</summary>
    private async Task<Reply> RefuseAsync(VerbEntry entry, VerbRequest request, Refusal refusal, CancellationToken cancel)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<IncidentDb>();
        var card = refusal.Code == "moved-on" ? await FreshCardAsync(services.ServiceProvider, request.Incident!.Value, cancel) : null;
        var reply = Reply.Of(refusal, card) with { Incident = request.Incident };
        if (entry.Reads || (request.Person is null && request.Answers is null) || request.Key.StartsWith(VerbRequest.Once, StringComparison.Ordinal))
        {
            return reply;
        }

        try
        {
            await using var work = await db.BeginAsync(cancel);
            var key = Own(request);
            if (!await db.Deliveries.AnyAsync(one => one.Key == key, cancel))
            {
                var delivery = new Delivery(key, request.Person, entry.Name, services.ServiceProvider.GetRequiredService<IncidentTime>().Now);
                delivery.Answer(JsonSerializer.Serialize(reply, JsonSerializerOptions.Web));
                db.Add(delivery);
                await db.SaveChangesAsync(cancel);
                await work.CommitAsync(cancel);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException && Transient.Is(fault))
        {
            Log.RefusalNotKept(log, entry.Name, fault);
        }

        return reply;
    }

    private static async Task<Card?> FreshCardAsync(IServiceProvider services, IncidentReference reference, CancellationToken cancel)
    {
        var db = services.GetRequiredService<IncidentDb>();
        var incident = await db.Incidents.AsNoTracking().SingleAsync(one => one.Number == reference.Number, cancel);
        return await services.GetRequiredService<IncidentCard>().BuildAsync(incident, cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Verb} met a passing fault of the database on try {Attempt}.")]
        public static partial void Retried(ILogger logger, string verb, int attempt, Exception fault);

        [LoggerMessage(LogLevel.Warning, "A refusal of {Verb} could not be kept with its delivery.")]
        public static partial void RefusalNotKept(ILogger logger, string verb, Exception fault);
    }
}
