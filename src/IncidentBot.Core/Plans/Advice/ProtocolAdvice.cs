namespace IncidentBot.Core.Plans.Advice;

/// <summary>Whether there is something to do in every type and stage, words for the press, and a list of what matters.</summary>
internal static class ProtocolAdvice
{
    public static IEnumerable<PlanAdvice> Of(Plan plan) => Tasks(plan).Concat(Words(plan)).Concat(Assets(plan));

    private static IEnumerable<PlanAdvice> Tasks(Plan plan)
    {
        if (PlanWords.Stages.Where(stage => !plan.Protocols[PlanWords.OtherType].Stages.ContainsKey(stage)).ToList() is { Count: > 0 } empty)
        {
            yield return PlanAdvice.Gap("protocols, other", $"Nothing is said about {And(empty)}, so most types have no tasks there; add {(empty.Count == 1 ? "the stage" : "the stages")}.");
        }

        if (PlanWords.IncidentTypes.Where(type => !plan.Protocols.ContainsKey(type)).ToList() is { Count: > 0 } general)
        {
            yield return PlanAdvice.Wish("protocols", $"{And(general)} {(general.Count == 1 ? "has no protocol of its own and takes" : "have no protocol of their own and take")} what other says; add what the client would do otherwise.");
        }
    }

    private static IEnumerable<PlanAdvice> Words(Plan plan)
    {
        if (!plan.Communication.Any(one => one.Audience.Contains("press", StringComparison.OrdinalIgnoreCase) || one.Audience.Contains("media", StringComparison.OrdinalIgnoreCase)))
        {
            yield return PlanAdvice.Wish("communication", "Nobody is named who speaks to the press; add the audience press with a speaker and the roles that must agree first.");
        }
    }

    private static IEnumerable<PlanAdvice> Assets(Plan plan)
    {
        if (plan.Assets.Count == 0)
        {
            yield return PlanAdvice.Wish("assets", "Nothing is named that matters most to the client; add servers, identities, data and sites, so that whoever triages knows what is at stake.");
        }

        foreach (var asset in plan.Assets.Where(one => one is { Criticality: "high", Owner: null }))
        {
            yield return PlanAdvice.Wish($"assets, {asset.Name}", "It is of high criticality and nobody decides about it; add owner with a role.");
        }
    }

    private static string And(IReadOnlyList<string> words) => words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";
}
