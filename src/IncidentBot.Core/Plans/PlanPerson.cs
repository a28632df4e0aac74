using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Plans;

/// <summary>Somebody with an account, and what they may be for this client.</summary>
/// <param name="Handle">Lower case, unique over the installation: the same handle in two plans is the same person, who then works for the provider.</param>
public sealed record PlanPerson(string Handle, string Name, PlanEmployer Employer, IReadOnlyList<GrantRole> Grants, string? Mail)
{
    /// <summary>Their member ID in the Slack of whoever employs them, such as U024BE7LH.</summary>
    public string? Slack { get; init; }

    /// <summary>Their object ID in the Entra of whoever employs them.</summary>
    public string? Teams { get; init; }
}

/// <summary>Who employs a person of the plan. It gives no right by itself; grants do.</summary>
public enum PlanEmployer
{
    Provider,
    Client,
}
