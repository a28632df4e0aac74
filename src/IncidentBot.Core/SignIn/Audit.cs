using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.SignIn;

/// <summary>Who came in and how, and who read what is confidential. It holds no words of an incident.</summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    public AuditEntry(AuditKind kind, Id<Person>? person, Id<Incident>? incident, string? address, string detail, DateTimeOffset at)
    {
        Kind = kind;
        PersonId = person;
        IncidentId = incident;
        Address = address;
        Detail = detail;
        At = at;
    }

    public Id<AuditEntry> Id { get; private set; } = Id<AuditEntry>.New();

    public DateTimeOffset At { get; private set; }

    public AuditKind Kind { get; private set; }

    public Id<Person>? PersonId { get; private set; }

    public Id<Incident>? IncidentId { get; private set; }

    public string? Address { get; private set; }

    public string Detail { get; private set; } = "";
}

/// <summary>What an audit entry tells of.</summary>
public enum AuditKind
{
    SignedIn,
    SignInRefused,
    SignedOut,
    SessionEnded,
    CodeMade,
    Linked,
    LinkRefused,
    InvitationMade,
    InvitationRevoked,
    ConfidentialRead,

    /// <summary>The app came into a workspace of a chat platform.</summary>
    Installed,

    /// <summary>It does not work there any more.</summary>
    InstallBroken,
}

/// <summary>Writes the audit. A read of a confidential incident is noted once per person and quarter of an hour, because a page that is open reads all the time.</summary>
public sealed class Audit(IncidentDb db, IncidentTime time)
{
    public static readonly TimeSpan SameRead = TimeSpan.FromMinutes(15);

    /// <summary>In the caller's unit of work.</summary>
    public void Note(AuditKind kind, Id<Person>? person, string? address, string detail, Id<Incident>? incident = null) => db.Add(new AuditEntry(kind, person, incident, address, detail, time.Now));

    /// <summary>In a unit of work of its own.</summary>
    public async Task NoteAsync(AuditKind kind, Id<Person>? person, string? address, string detail, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        Note(kind, person, address, detail);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    public async Task ReadAsync(Incident incident, Id<Person> person, string how, string? address, CancellationToken cancel)
    {
        if (!incident.Confidential)
        {
            return;
        }

        var since = time.Now - SameRead;
        if (await db.AuditEntries.AnyAsync(one => one.Kind == AuditKind.ConfidentialRead && one.PersonId == person && one.IncidentId == incident.Id && one.Detail == how && one.At > since, cancel))
        {
            return;
        }

        await using var work = await db.BeginAsync(cancel);
        Note(AuditKind.ConfidentialRead, person, address, how, incident.Id);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }
}

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.HasKey(entry => entry.Id);
        builder.HasIndex(entry => entry.At);
        builder.HasIndex(entry => new { entry.IncidentId, entry.PersonId, entry.At });
        builder.HasOne<Person>().WithMany().HasForeignKey(entry => entry.PersonId);
        builder.HasOne<Incident>().WithMany().HasForeignKey(entry => entry.IncidentId);
    }
}
