using NodaTime;

namespace IncidentBot.Core.Plans;

/// <summary>When somebody last went through the whole plan, and who.</summary>
/// <param name="By">The handle of a person of the plan.</param>
public sealed record PlanReview(LocalDate On, string By);
