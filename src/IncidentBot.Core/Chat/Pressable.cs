using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Chat;

/// <summary>Which buttons of a card somebody may press. It spares them a refusal and protects nothing: every press is asked about anew.</summary>
public static class Pressable
{
    public static Card For(this VerbCatalogue verbs, Card card, Standing standing) => card with { Actions = [.. card.Actions.Where(action => verbs.MayPress(action, standing))] };

    public static bool MayPress(this VerbCatalogue verbs, CardAction action, Standing standing) =>
        verbs.All.FirstOrDefault(entry => entry.Name == action.Verb) is { } entry && PermissionTable.Of(entry.Needs, standing) is not Access.No;
}
