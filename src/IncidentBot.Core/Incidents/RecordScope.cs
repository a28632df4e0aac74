using IncidentBot.Core.Obligations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Says what is affected: systems, accounts, data, and how many people, by jurisdiction.</summary>
public sealed record RecordScope(IReadOnlyDictionary<string, string> Values) : IIncidentVerb, IVerb<RecordScope>
{
    public static Grammar<RecordScope> Grammar => new("scope")
    {
        Arguments = ["values"],
        Summary = "Says what is affected: systems, accounts, data, and how many people, by jurisdiction.",
        Examples = ["scope systems=FS01,FS02 accounts=svc-backup data=patient-records", "scope total=1800 US-CA=620 US-TX=1150 US-NY=30"],
    };

    public static Permission Needs => Permission.ChangeFacts;
}

public sealed class RecordScopeHandler(FactBook facts, ClockBook clocks) : IHandle<RecordScope>
{
    public async Task<Reply> HandleAsync(RecordScope verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.MustBeKnownFurther();
        if (verb.Values.Count == 0)
        {
            throw IncidentRefusals.Empty("The scope");
        }

        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in verb.Values)
        {
            var fact = ScopeNames.Fact(name);
            if (ScopeNames.Counts(fact) && !ScopeNames.IsCount(value))
            {
                throw IncidentRefusals.NotACount(name, value);
            }

            if (!named.TryAdd(fact, value))
            {
                throw IncidentRefusals.Twice(name, verb.Values.Keys.First(other => ScopeNames.Fact(other) == fact));
            }
        }

        await facts.RecordAsync(incident, named, "scope-changed", "set the scope", by, cancel);
        var changes = await clocks.ReviewAsync(incident, by, cancel);
        return Reply.Of($"The scope of {incident.Reference}: {FactBook.Words(verb.Values)}.{changes.Words}");
    }
}
