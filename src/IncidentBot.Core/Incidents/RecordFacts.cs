using IncidentBot.Core.Obligations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Records facts that decide which clocks apply.</summary>
public sealed record RecordFacts(IReadOnlyDictionary<string, string> Values) : IIncidentVerb, IVerb<RecordFacts>
{
    public static Grammar<RecordFacts> Grammar => new("fact")
    {
        Arguments = ["values"],
        Summary = "Records facts that decide which clocks apply.",
        Examples = ["fact personal_data_affected=true risk_to_individuals=high"],
    };

    public static Permission Needs => Permission.ChangeFacts;
}

public sealed class RecordFactsHandler(FactBook facts, ClockBook clocks) : IHandle<RecordFacts>
{
    public async Task<Reply> HandleAsync(RecordFacts verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.MustBeKnownFurther();
        if (verb.Values.Count == 0)
        {
            throw IncidentRefusals.Empty("The fact");
        }

        await facts.RecordAsync(incident, verb.Values, "fact-recorded", "recorded", by, cancel);
        var changes = await clocks.ReviewAsync(incident, by, cancel);
        return Reply.Of($"Recorded: {FactBook.Words(verb.Values)}.{changes.Words}");
    }
}
