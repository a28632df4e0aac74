namespace IncidentBot.Core.Plans;

/// <summary>Somebody, or some desk, that can be reached in an incident. Many have no account anywhere.</summary>
/// <param name="Kind">One of <see cref="PlanWords.ContactKinds"/>.</param>
/// <param name="Person">The handle of the person this is; null for a contact without an account.</param>
/// <param name="Languages">Such as en or de-AT, the best first.</param>
/// <param name="Zone">IANA; the client's where the file names none.</param>
/// <param name="Hours">When they answer, in the contact's zone, as people wrote it; null when it is not known.</param>
/// <param name="Methods">Those without a wait are tried at once, the others when nobody has answered by then.</param>
public sealed record PlanContact(
    string Key,
    string Name,
    string Kind,
    string? Person,
    string? Organisation,
    IReadOnlyList<string> Languages,
    string Zone,
    string? Hours,
    IReadOnlyList<ContactMethod> Methods)
{
    /// <summary>The methods by which they want status updates; null for all.</summary>
    public IReadOnlyList<string>? Updates { get; init; }

    /// <summary>When they answer, as far as it can be read; null where it cannot.</summary>
    public WorkingHours? Working => WorkingHours.Glean(Hours);
}

/// <summary>One way to reach a contact.</summary>
/// <param name="Kind">One of <see cref="PlanWords.MethodKinds"/>.</param>
/// <param name="Address">A mail address, an E.164 number, a PagerDuty service or an https address; null for web, where the person is the address.</param>
public sealed record ContactMethod(string Kind, string? Address)
{
    /// <summary>How long the contact's other methods are tried before this one.</summary>
    public TimeSpan After { get; init; }

    /// <summary>When it is used, in the contact's zone; at any hour where it is not said.</summary>
    public WorkingHours Hours { get; init; } = WorkingHours.Always;
}
