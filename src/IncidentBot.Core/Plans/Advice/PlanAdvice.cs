namespace IncidentBot.Core.Plans.Advice;

/// <summary>What a plan that reads well leaves to be wished: where, and how to mend it.</summary>
/// <param name="Place">As the file is ordered: "escalation, severity 1".</param>
public sealed record PlanAdvice(AdviceWeight Weight, string Place, string Sentence)
{
    public static PlanAdvice Gap(string place, string sentence) => new(AdviceWeight.Gap, place, sentence);

    public static PlanAdvice Wish(string place, string sentence) => new(AdviceWeight.Advice, place, sentence);

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
