using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Plans;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>What the engine needs to know of one incident: its facts over the client's, its events, and where its clocks count.</summary>
public sealed record LawCase(FactSet Facts, IReadOnlyList<RecordedEvent> Claims, Plan? Plan)
{
    public EventLog Events { get; } = new(Claims);

    /// <summary>US states by the name that the catalogue gives them.</summary>
    private static readonly Dictionary<string, string> States = new(StringComparer.Ordinal)
    {
        ["US - California"] = "US-CA",
        ["US - New York"] = "US-NY",
        ["US - Texas"] = "US-TX",
    };

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Plan?.Zone ?? "") ?? DateTimeZone.Utc;

    /// <summary>The zone and calendar that the plan gives for the row's jurisdiction; the legal entity's where it names none.</summary>
    public ClockPlace PlaceOf(ObligationRow row)
    {
        var jurisdictions = Plan?.Jurisdictions ?? [];
        var place = row.Jurisdiction.StartsWith("EU", StringComparison.Ordinal)
            ? jurisdictions.FirstOrDefault(one => one.Code.StartsWith("EU-", StringComparison.Ordinal))
            : States.GetValueOrDefault(row.Jurisdiction) is { } state ? jurisdictions.FirstOrDefault(one => one.Code == state) : null;
        var zone = row.Counting.Timezone == "entity" || place is null ? Plan?.LegalStatus.Zone ?? Plan?.Zone : place.Zone;
        return ClockPlace.In(zone ?? "UTC", place?.Calendar is { } calendar && Catalogue.Shipped.Calendars.ContainsKey(calendar) ? calendar : null) ?? ClockPlace.Unknown;
    }
}

/// <summary>Reads a case, with what this unit of work has added.</summary>
public sealed class LawCases(IncidentDb db, PlanBook plans, FactBook facts)
{
    public async Task<LawCase> ReadAsync(Incident incident, CancellationToken cancel)
    {
        var plan = await plans.OfAsync(incident, cancel);
        await db.LawEvents.Where(one => one.IncidentId == incident.Id).LoadAsync(cancel);
        var events = LawEvent.Standing([.. db.LawEvents.Local.Where(one => one.IncidentId == incident.Id)]).Select(Recorded).ToList();
        return new LawCase(Declared(plan).With(Told(await facts.AllAsync(incident, cancel))), events, plan);
    }

    /// <summary>What counsel declared of the client in its plan. What the plan leaves out is unknown.</summary>
    private static FactSet Declared(Plan? plan) => (plan?.LegalStatus.Facts ?? new Dictionary<string, object>()).Aggregate(FactSet.Empty, (set, fact) => set.With(fact.Key, fact.Value switch
    {
        bool flag => FactValue.Of(flag),
        long number => FactValue.Of(number),
        IReadOnlyList<string> words => FactValue.Of(words, complete: false),
        _ => FactValue.Of(fact.Value.ToString()!),
    }));

    private static FactSet Told(IReadOnlyDictionary<string, string> facts) => facts.Aggregate(FactSet.Empty, (set, fact) =>
        FactSet.ParseTyped($"{fact.Key}={fact.Value}") is { Name: { } name, Value: var value } ? set.With(name, value) : set);

    private static RecordedEvent Recorded(LawEvent one) => new(one.Name,
        EventMoment.Parse(one.Moment, DateTimeZoneProviders.Tzdb.GetZoneOrNull(one.Zone)) ?? throw new InvalidOperationException($"Event {one.Id} has a moment that no longer parses."),
        Instant.FromDateTimeOffset(one.RecordedAt), one.RecordedBy?.ToString() ?? "", one.Reason, one.ByCounsel);
}
