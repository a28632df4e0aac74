namespace IncidentBot.Core.Plans;

/// <summary>A part in the client's response and who plays it: a contact, then the deputies in order. Contacts are named by key.</summary>
public sealed record PlanRole(string Name, string Contact, IReadOnlyList<string> Deputies)
{
    /// <summary>Those who take turns at it; null where the contact always has it.</summary>
    public Rotation? OnCall { get; init; }

    /// <summary>Everybody who may be called for it at this time, in order: whoever is on call, the contact, the deputies.</summary>
    public IReadOnlyList<string> Holders(DateTimeOffset at) => [.. Deputies.Prepend(Contact).Prepend(First(at)).Distinct()];

    /// <summary>Who is called first.</summary>
    public string First(DateTimeOffset at) => OnCall?.At(at) ?? Contact;
}
