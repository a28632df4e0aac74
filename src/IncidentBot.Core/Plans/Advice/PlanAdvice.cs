namespace IncidentBot.Core.Plans.Advice;

/// <summary>What a plan that reads well leaves to be wished: where, and how to mend it.</summary>
/// <param name="Place">As the file is ordered: "escalation, severity 1".</param>
public sealed record PlanAdvice(AdviceWeight Weight, string Place, string Sentence)
{
    public static PlanAdvice Gap(string place, string sentence) => new(AdviceWeight.Gap, place, sentence);

    public static PlanAdvice Wish(string place, string sentence) => new(AdviceWeight.Advice, place, sentence);

    private const int MostNamed = 10;

    /// <summary>The place for a line: of many entries the first are named and the others counted.</summary>
    public string Where => Place.Split(", ") is { Length: > MostNamed + 2 } parts ? $"{string.Join(", ", parts.Take(MostNamed + 1))} and {parts.Length - MostNamed - 1} more" : Place;

    /// <summary>The part of the plan that it is about, as the file calls it.</summary>
    public string Part => Place.Split(',')[0];

    /// <summary>Whether it is about this entry of its part.</summary>
    public bool IsAbout(string part, string entry) => Part == part && Place.Split(", ").Skip(1).Contains(entry);

    public override string ToString() => $"{Place}: {Sentence}";
}

/// <summary>How much it matters.</summary>
public enum AdviceWeight
{
    /// <summary>Somebody is not reached, or nobody may decide.</summary>
    Gap,

    /// <summary>It would be better otherwise.</summary>
    Advice,
}
