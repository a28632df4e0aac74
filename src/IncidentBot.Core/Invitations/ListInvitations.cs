using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Invitations;

/// <summary>Lists who was invited without an account, and whether they came.</summary>
public sealed record ListInvitations : IIncidentVerb, IReadVerb, IVerb<ListInvitations>
{
    public static Grammar<ListInvitations> Grammar => new("invitation list")
    {
        Summary = "Lists who was invited by link, and whether they came.",
        Examples = ["invitation list"],
    };

    public static Permission Needs => Permission.ManagePeople;
}

public sealed class ListInvitationsHandler(IncidentDb db, IncidentTime time) : IHandle<ListInvitations>
{
    public async Task<Reply> HandleAsync(ListInvitations verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var invitations = await db.Invitations.AsNoTracking().Where(one => one.IncidentId == incident.Id).OrderBy(one => one.Number).ToListAsync(cancel);
        return Reply.Of(invitations.Count == 0
            ? (Prose)$"Nobody was invited to {incident.Reference} by link. `invitation send <contact>` does."
            : Prose.Join("\n", invitations.Select(one => (Prose)$"{one.Number}. {one.Contact} – {one.Words(time.Now)}, until {one.ExpiresAt:yyyy-MM-dd HH:mm} UTC")));
    }
}
