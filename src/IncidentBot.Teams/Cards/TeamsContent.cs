namespace IncidentBot.Teams.Cards;

/// <summary>A message that is a card.</summary>
/// <param name="Summary">For notifications and lock screens: what to do, no detail. The activity's summary, which is plain words.</param>
/// <param name="Card">The activity's only attachment.</param>
public sealed record TeamsContent(string Summary, AdaptiveCard Card);
