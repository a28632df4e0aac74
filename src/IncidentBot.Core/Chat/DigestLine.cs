using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Chat;

/// <summary>One incident in the digest of a workspace, as it stands.</summary>
public static class DigestLine
{
    /// <param name="own">The workspace is the client's own: then the title is said. Elsewhere people of other clients' teams read along.</param>
    public static async Task<Card> ForAsync(IncidentDb db, Incident incident, bool own, CancellationToken cancel)
    {
        var commander = await db.Participants.Where(part => part.IncidentId == incident.Id && part.Role == IncidentRole.Commander)
            .Join(db.People, part => part.PersonId, person => person.Id, (_, person) => person.Name).SingleOrDefaultAsync(cancel);
        return new Card($"{incident.Reference} {(own ? incident.Title : incident.CodeName)}", $"{incident.Reference} ({incident.CodeName}) is {(incident.State.IsActive() ? "in " : "")}{incident.State.Words()}.",
            [
                new CardFact("State", incident.State.Words() + (incident.Drill ? " (drill)" : "")),
                new CardFact("Severity", incident.Severity.Words()),
                new CardFact("Commander", commander ?? "nobody yet"),
                new CardFact("Declared", $"{incident.DeclaredAt:yyyy-MM-dd HH:mm} UTC"),
            ],
            [], [])
        {
            Tone = !incident.State.IsActive() ? "good" : incident.Severity <= Severity.High ? "danger" : "warning",
        };
    }
}
