using IncidentBot.Core.Chat;

namespace IncidentBot.Core.Plans;

/// <summary>What one plan says otherwise than another, thing by thing and part by part, in the plan's own words.</summary>
public static class PlanDiff
{
    public static IReadOnlyList<Prose> Between(Plan before, Plan after)
    {
        var (was, now) = (Named(before), Named(after));
        return
        [
            .. now.Where(one => !was.ContainsKey(one.Key)).Select(one => (Prose)$"Added: **{one.Key}**{Of(one.Value)}"),
            .. was.Where(one => !now.ContainsKey(one.Key)).Select(one => (Prose)$"Removed: **{one.Key}**{Of(one.Value)}"),
            .. now.Where(one => was.ContainsKey(one.Key)).SelectMany(one => Changes(one.Key, was[one.Key], one.Value)),
        ];
    }

    private static Prose Of(PlanThing thing) => thing.Parts.Count == 0 ? default : (Prose)$" ({string.Join("; ", thing.Parts.Select(part => $"{part.Key} {part.Value}"))})";

    private static IEnumerable<Prose> Changes(string name, PlanThing before, PlanThing after)
    {
        var (was, now) = (before.Parts.ToDictionary(), after.Parts.ToDictionary());
        foreach (var part in before.Parts.Select(part => part.Key).Union(after.Parts.Select(part => part.Key)))
        {
            var (old, fresh) = (was.GetValueOrDefault(part), now.GetValueOrDefault(part));
            if (old != fresh)
            {
                yield return (old, fresh) switch
                {
                    (null, _) => $"Changed: **{name}**: {part} is now {fresh}",
                    (_, null) => $"Changed: **{name}**: {part} is no longer {old}",
                    _ => (Prose)$"Changed: **{name}**: {part} from {old} to {fresh}",
                };
            }
        }
    }

    /// <summary>Two things of one name, such as one task written twice, are told apart by their turn.</summary>
    private static Dictionary<string, PlanThing> Named(Plan plan) =>
        PlanThings.Of(plan).GroupBy(thing => thing.Name).SelectMany(same => same.Select((thing, turn) => KeyValuePair.Create(turn == 0 ? thing.Name : $"{thing.Name} ({turn + 1})", thing))).ToDictionary();
}
