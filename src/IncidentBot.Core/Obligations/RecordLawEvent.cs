using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>Records something that a clock runs from, as a date or a time.</summary>
public sealed record RecordLawEvent(string Event, string? At = null, string? Zone = null, string? Reason = null, bool Override = false) : IIncidentVerb, IVerb<RecordLawEvent>
{
    public static Grammar<RecordLawEvent> Grammar => new("clock event")
    {
        Arguments = ["event"],
        Rest = "at",
        Summary = "Records something that a clock runs from, as a date or a time.",
        Examples = ["clock event discovered 2026-11-24", "clock event controller-became-aware 2026-11-24 14:30 --zone Europe/Berlin"],
    };

    public static Permission Needs => Permission.RecordLawEvents;
}

public sealed class RecordLawEventHandler(IncidentDb db, LawCases cases, ClockBook clocks, FactBook facts, IncidentTime time) : IHandle<RecordLawEvent>
{
    public async Task<Reply> HandleAsync(RecordLawEvent verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.MustNotBeMerged();
        if (verb.Override && by.May(Permission.DecideLaw) is not Access.Yes)
        {
            throw ObligationRefusals.CounselOnly();
        }

        var name = verb.Event.Trim().ToLowerInvariant();
        if (!Catalogue.Shipped.Events.Contains(name) && !Catalogue.Shipped.EventFacts.Any(pair => pair.Event == name))
        {
            throw ObligationRefusals.NoSuchEvent(name, Catalogue.Shipped.Events.Where(one => one.Contains(name, StringComparison.Ordinal) || name.Contains(one, StringComparison.Ordinal)).Take(5));
        }

        var law = await cases.ReadAsync(incident, cancel);
        var (moment, zone) = Moments.Read(verb.At, verb.Zone, law.Zone, time.Now);
        if (moment.Earliest(zone) > Instant.FromDateTimeOffset(time.Now) + Moments.Slack)
        {
            throw ObligationRefusals.InTheFuture(verb.At!);
        }

        await PairAsync(incident, law, new RecordedEvent(name, moment, Instant.FromDateTimeOffset(time.Now), by.Pseudonym, verb.Reason, verb.Override), verb, by, cancel);
        db.Add(new LawEvent(incident.Id, name, moment.ToString(), moment.Zone?.Id ?? "", verb.Reason, verb.Override, by.Person, time.Now));
        incident.Record("law-event", by, $"{by.Name} recorded: {Catalogue.Shipped.WordsFor(name)} at {Moments.Words(moment, zone)}{(verb.Reason is null ? "" : $": {verb.Reason}")}{(verb.Override ? " (set by counsel)" : "")}", new { name, moment = moment.ToString(), zone = moment.Zone?.Id, reason = verb.Reason, counsel = verb.Override });
        var changes = await clocks.ReviewAsync(incident, by, cancel);
        return Reply.Of($"Recorded: {Catalogue.Shipped.WordsFor(name)} at {Moments.Words(moment, zone)}.{changes.Words}");
    }

    /// <summary>An event says a fact as well. One that somebody recorded otherwise is asked about, not overwritten.</summary>
    private async Task PairAsync(Incident incident, LawCase law, RecordedEvent claim, RecordLawEvent verb, Actor by, CancellationToken cancel)
    {
        var told = new EventLog([.. law.Claims, claim]);
        switch (new DueCalculator(Catalogue.Shipped).ConsequenceOf(claim.Name, told, law.Facts))
        {
            case FactConsequence.Contradicts contradiction when !verb.Override:
                throw ObligationRefusals.Contradiction(contradiction.Question);
            case FactConsequence.Contradicts contradiction:
                await facts.RecordAsync(incident, new Dictionary<string, string> { [contradiction.Fact] = contradiction.Said.ToString()! }, "fact-recorded", "set with the event", by, cancel);
                break;
            case FactConsequence.Sets sets:
                await facts.RecordAsync(incident, new Dictionary<string, string> { [sets.Fact] = sets.Value.ToString()! }, "fact-recorded", "recorded with the event", by, cancel);
                break;
            default:
                break;
        }
    }
}
