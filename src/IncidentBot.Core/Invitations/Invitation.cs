using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Invitations;

/// <summary>Lets one contact into one incident's web room without an account: for when the attacker may be reading Slack or Teams, and for those who have none. The link and the code go by different ways, work once, and are kept as hashes.</summary>
public sealed class Invitation
{
    /// <summary>Wrong codes until the invitation is void.</summary>
    public const int MostTries = 5;

    private Invitation()
    {
    }

    public Invitation(Id<Incident> incident, int number, string contact, Person person, Id<Person>? by, string token, string code, DateTimeOffset now, DateTimeOffset until)
    {
        IncidentId = incident;
        Number = number;
        Contact = contact;
        PersonId = person.Id;
        MadeBy = by;
        TokenHash = Codes.Hash(token);
        CodeHash = Codes.Hash(code);
        MadeAt = now;
        ExpiresAt = until;
    }

    public Id<Invitation> Id { get; private set; } = Id<Invitation>.New();

    public Id<Incident> IncidentId { get; private set; }

    /// <summary>1, 2, 3 within the incident.</summary>
    public int Number { get; private set; }

    /// <summary>The contact's key in the client's plan.</summary>
    public string Contact { get; private set; } = "";

    /// <summary>As whom they act: the person that the plan names for this contact, or one made for it who holds no grant.</summary>
    public Id<Person> PersonId { get; private set; }

    public Id<Person>? MadeBy { get; private set; }

    public string TokenHash { get; private set; } = "";

    public string CodeHash { get; private set; } = "";

    public int Tries { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? EnteredAt { get; private set; }

    public Id<Session>? SessionId { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public bool IsOpen(DateTimeOffset now) => EnteredAt is null && RevokedAt is null && now < ExpiresAt && Tries < MostTries;

    /// <summary>Whether this is the code; a wrong one counts.</summary>
    public bool Try(string code)
    {
        if (Codes.Hash(code) == CodeHash)
        {
            return true;
        }

        Tries++;
        return false;
    }

    public void Enter(Id<Session> session, DateTimeOffset now) => (SessionId, EnteredAt) = (session, now);

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    public string Words(DateTimeOffset now) =>
        RevokedAt is not null ? "taken back"
        : Tries >= MostTries ? "void: too many wrong codes"
        : now >= ExpiresAt ? "too old"
        : EnteredAt is not null ? "in the room"
        : "not used yet";
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.HasKey(invitation => invitation.Id);
        builder.HasIndex(invitation => new { invitation.IncidentId, invitation.Number }).IsUnique();
        builder.HasIndex(invitation => invitation.TokenHash).IsUnique();
        builder.HasIndex(invitation => invitation.PersonId);
        builder.HasOne<Incident>().WithMany().HasForeignKey(invitation => invitation.IncidentId);
        builder.HasOne<Person>().WithMany().HasForeignKey(invitation => invitation.PersonId);
        builder.HasOne<Session>().WithMany().HasForeignKey(invitation => invitation.SessionId);
    }
}
