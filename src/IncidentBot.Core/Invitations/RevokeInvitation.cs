using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Invitations;

/// <summary>Takes an invitation back; who came in by it is out at once.</summary>
public sealed record RevokeInvitation(int Number) : IIncidentVerb, IVerb<RevokeInvitation>
{
    public static Grammar<RevokeInvitation> Grammar => new("invitation revoke")
    {
        Arguments = ["number"],
        Summary = "Takes an invitation back; who came in by it is out at once.",
        Examples = ["invitation revoke 1"],
    };

    public static Permission Needs => Permission.ManagePeople;
}

public sealed class RevokeInvitationHandler(IncidentDb db, Audit audit, IncidentTime time) : IHandle<RevokeInvitation>
{
    public async Task<Reply> HandleAsync(RevokeInvitation verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var invitation = await db.Invitations.SingleOrDefaultAsync(one => one.IncidentId == incident.Id && one.Number == verb.Number, cancel) ?? throw InvitationRefusals.NoSuchInvitation(incident, verb.Number);
        if (invitation.RevokedAt is not null || time.Now >= invitation.ExpiresAt)
        {
            throw InvitationRefusals.AlreadyOver(verb.Number);
        }

        invitation.Revoke(time.Now);
        if (invitation.SessionId is { } id)
        {
            (await db.Sessions.SingleAsync(one => one.Id == id, cancel)).End(time.Now);
        }

        audit.Note(AuditKind.InvitationRevoked, by.Person, null, $"invitation {invitation.Number} for {invitation.Contact}", incident.Id);
        incident.Record("invitation-revoked", by, $"{by.Name} took back invitation {invitation.Number}", new { invitation = invitation.Number, contact = invitation.Contact });
        return Reply.Of($"Invitation {invitation.Number} is taken back.");
    }
}
