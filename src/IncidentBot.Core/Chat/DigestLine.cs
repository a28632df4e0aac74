using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Chat;

/// <summary>One incident as one line of a digest, which many may read: code name and how it stands. Title and client are said only in a workspace that belongs to the client itself, and of no confidential one.</summary>
public sealed class DigestLine(IncidentDb db, PeopleDirectory people)
{
    public Task<Card> BuildAsync(Incident incident, ChatInstall install, CancellationToken cancel) => BuildAsync(incident, install.OrganisationId == incident.OrganisationId, cancel);

    /// <param name="own">The workspace belongs to the client itself.</param>
    public async Task<Card> BuildAsync(Incident incident, bool own, CancellationToken cancel)
    {
        var commander = await db.Participants.Where(part => part.IncidentId == incident.Id && part.Role == IncidentRole.Commander).Select(part => (Id<Person>?)part.PersonId).SingleOrDefaultAsync(cancel);
        var named = own && !incident.Confidential;
        var facts = new List<CardFact>
        {
            new("State", $"{incident.State.Words()}{(incident.Drill ? " (drill)" : "")}"),
            new("Severity", incident.Severity.Words()),
            new("Commander", commander is { } id ? (await people.NamesAsync([id], cancel))[id] : "nobody"),
            new("Since", (Prose)$"{incident.DeclaredAt:yyyy-MM-dd HH:mm} UTC"),
        };
        if (named)
        {
            facts.Insert(0, new("Title", incident.Title));
            facts.Insert(1, new("Client", await db.Organisations.Where(one => one.Id == incident.OrganisationId).Select(one => one.Name).SingleAsync(cancel)));
        }

        return new Card($"{incident.Reference} {incident.CodeName}", $"{incident.Reference} {incident.CodeName}: {incident.Severity.Words()}, {incident.State.Words()}.", facts, [], [])
        {
            Tone = !incident.State.IsActive() ? "good" : incident.Severity <= Severity.High ? "danger" : "warning",
        };
    }
}
