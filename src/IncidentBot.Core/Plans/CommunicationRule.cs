namespace IncidentBot.Core.Plans;

/// <summary>Who may say what to whom.</summary>
/// <param name="Audience">Such as press, patients or staff.</param>
/// <param name="Speaker">A role of the plan.</param>
/// <param name="Approval">The roles that must agree first.</param>
public sealed record CommunicationRule(string Audience, string Speaker, IReadOnlyList<string> Approval, string Say)
{
    /// <summary>The words themselves, with <see cref="PlanWords.Placeholders"/> in curly brackets; null where they are written each time.</summary>
    public string? Template { get; init; }
}
