using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Verbs;

/// <summary>Who does something, and what they are where they do it.</summary>
public sealed record Actor(Id<Person>? Person, string Name, string Pseudonym, Standing Standing)
{
    /// <summary>Who they are on the chat platform where they say it; null elsewhere.</summary>
    public ChatIdentity? Chat { get; init; }

    /// <summary>The incident in whose room they say it, where the verb is about none.</summary>
    public IncidentReference? Room { get; init; }

    /// <summary>What is answered is read on a chat platform.</summary>
    public bool InChat { get; init; }

    /// <summary>How they answer from outside, such as "by text message"; null where they are signed in.</summary>
    public string? Via { get; init; }

    /// <summary>IncidentBot itself: reminders, escalations, the sweep.</summary>
    public static Actor Bot { get; } = new(null, "IncidentBot", "bot", Standing.None);

    public Access May(Permission permission) => PermissionTable.Of(permission, Standing);

    public void Require(Permission permission)
    {
        if (May(permission) != Access.Yes)
        {
            throw VerbRefusals.NotAllowed(permission);
        }
    }
}
