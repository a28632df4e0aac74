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
        Examples = ["fact personal_data_affected=true risk_to_individuals=high", "fact risk_to_individuals=unknown", "fact x-board-informed=yes"],
        Notes =
        [
            $"What the catalogue looks at (`=unknown` takes an answer back; a fact of your own starts with {FactForm.FreePrefix} and moves no clock):",
            .. Catalogue.Shipped.Facts.Values.Select(fact => $"- `{fact.Name}={fact.Placeholder}`"),
        ],
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

        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (typed, value) in verb.Values)
        {
            var (name, known) = Read(typed, value);
            if (!read.TryAdd(name, known))
            {
                throw IncidentRefusals.Twice(typed, name);
            }
        }

        await facts.RecordAsync(incident, read, "fact-recorded", "recorded", by, cancel);
        var changes = await clocks.ReviewAsync(incident, by, cancel);
        return Reply.Of($"Recorded: {FactBook.Words(read)}.{changes.Words}");
    }

    /// <summary>In the catalogue's spelling: what no row can see would be taken and never heard of again.</summary>
    private static (string Name, string Value) Read(string name, string value)
    {
        if (name.StartsWith(FactForm.FreePrefix, StringComparison.OrdinalIgnoreCase))
        {
            return (name, value);
        }

        var form = Catalogue.Shipped.FindFact(name) ?? throw ObligationRefusals.NoSuchFact(name, Catalogue.Shipped.FactsNear(name));
        return string.IsNullOrWhiteSpace(value) || string.Equals(value.Trim(), "unknown", StringComparison.OrdinalIgnoreCase) ? (form.Name, value)
            : (form.Name, form.Read(value) ?? throw ObligationRefusals.NoSuchValue(form, value));
    }
}
