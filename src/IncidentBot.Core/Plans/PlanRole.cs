namespace IncidentBot.Core.Plans;

/// <summary>A part in the client's response and who plays it: a contact, then the deputies in order. Contacts are named by key.</summary>
public sealed record PlanRole(string Name, string Contact, IReadOnlyList<string> Deputies)
{
    /// <summary>Those who take turns at it; null where the contact always has it, or where it is said elsewhere.</summary>
    public Rotation? OnCall { get; init; }

    /// <summary>The ID of the schedule in PagerDuty that says whose turn it is; null where the plan says it.</summary>
    public string? Schedule { get; init; }

    /// <summary>What was last heard of the <see cref="Schedule"/>, in order of time.</summary>
    public IReadOnlyList<DutyTurn> Heard { get; init; } = [];

    /// <summary>Everybody who may be called for it at this time, in order: whoever is on call, the contact, the deputies.</summary>
    public IReadOnlyList<string> Holders(DateTimeOffset at) => [.. Deputies.Prepend(Contact).Prepend(First(at)).Distinct()];

    /// <summary>Who is called first.</summary>
    public string First(DateTimeOffset at) => TurnAt(at)?.Contact ?? Contact;

    /// <summary>Whose turn it is and until when; null where it is nobody's, or not known.</summary>
    public DutyTurn? TurnAt(DateTimeOffset at) => OnCall?.At(at) is { } contact ? new DutyTurn(contact, at, OnCall.NextHandOver(at)) : Heard.FirstOrDefault(one => one.From <= at && at < one.Until);

    /// <summary>When somebody else may have it; null where nobody takes turns.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at) => OnCall?.NextChange(at) ?? Heard.SelectMany(one => new[] { one.From, one.Until }).Where(one => one > at).Select(one => (DateTimeOffset?)one).Min();
}

/// <summary>Somebody's turn at a role.</summary>
/// <param name="Contact">The key of the contact.</param>
public sealed record DutyTurn(string Contact, DateTimeOffset From, DateTimeOffset Until);
