using IncidentBot.Core.Incidents;
using IncidentBot.Teams.Cards;

namespace IncidentBot.Teams.Inbox;

/// <summary>What cards say that they show, when they ask for how it looks now.</summary>
public static class FreshCardKeys
{
    public const string Home = "home";

    private const string Incident = "incident:";

    /// <summary>The card of an incident, renewed for these people.</summary>
    public static CardRefresh Of(IncidentReference incident, params IReadOnlyList<string> users) => new($"{Incident}{incident}", users);

    /// <returns>Null for what is no incident's card.</returns>
    public static IncidentReference? Read(string key) => key.StartsWith(Incident, StringComparison.Ordinal) && IncidentReference.TryParse(key[Incident.Length..], out var reference) ? reference : null;
}
