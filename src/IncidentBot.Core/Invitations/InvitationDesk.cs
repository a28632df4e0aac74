using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Invitations;

/// <summary>Lets in whoever has both the link and the code. A link alone shows nothing of the incident: scanners follow links, and one may fall into wrong hands.</summary>
public sealed class InvitationDesk(IncidentDb db, IncidentTime time, Audit audit, UnitClose close, Signals signals)
{
    /// <summary>The code name of the incident that a link leads to, while it is good; null otherwise.</summary>
    public async Task<string?> LookAsync(string token, CancellationToken cancel)
    {
        var hash = Codes.Hash(token);
        return await db.Invitations.AsNoTracking().SingleOrDefaultAsync(one => one.TokenHash == hash, cancel) is { } found && found.IsOpen(time.Now)
            ? await db.Incidents.Where(one => one.Id == found.IncidentId).Select(one => one.CodeName).SingleAsync(cancel)
            : null;
    }

    public async Task<Session> EnterAsync(string token, string code, string? address, CancellationToken cancel)
    {
        var hash = Codes.Hash(token);
        await using var work = await db.BeginAsync(cancel);
        var number = await db.Invitations.Where(one => one.TokenHash == hash).Select(one => db.Incidents.Where(incident => incident.Id == one.IncidentId).Select(incident => (int?)incident.Number).Single()).SingleOrDefaultAsync(cancel)
            ?? throw SignInRefusals.BadInvitation();
        var incident = (await db.LockIncidentAsync(number, cancel))!;
        var invitation = await db.Invitations.SingleAsync(one => one.TokenHash == hash, cancel);
        if (!invitation.IsOpen(time.Now) || !invitation.Try(code))
        {
            audit.Note(AuditKind.SignInRefused, invitation.PersonId, address, $"invitation {invitation.Number}: wrong code, or no longer good", incident.Id);
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
            throw SignInRefusals.BadInvitation();
        }

        var session = new Session(SessionKind.Invitation, invitation.PersonId, null, address, time.Now, invitation.ExpiresAt);
        session.Keep(incident.Id);
        db.Add(session);
        invitation.Enter(session.Id, time.Now);
        audit.Note(AuditKind.SignedIn, invitation.PersonId, address, $"by invitation {invitation.Number}", incident.Id);
        var person = await db.People.SingleAsync(one => one.Id == invitation.PersonId, cancel);
        incident.Record("invitation-entered", new Actor(person.Id, person.Name, person.Pseudonym, Standing.Contact), $"{person.Name} came in by invitation {invitation.Number}", new { invitation = invitation.Number });
        var changed = await close.CloseAsync(time.Now, cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Raise(changed);
        return session;
    }
}
