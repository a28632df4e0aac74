using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.SignIn;

/// <summary>Starts and ends sessions that no identity provider is behind, and reads all of them.</summary>
public sealed class SessionBook(IncidentDb db, IncidentTime time, Audit audit)
{
    public static readonly TimeSpan BreakGlassLength = TimeSpan.FromHours(2);

    public async Task<OpenSession?> FindAsync(Id<Session> id, CancellationToken cancel)
    {
        var found = await db.Sessions.AsNoTracking().Where(one => one.Id == id)
            .Select(one => new { Session = one, Person = db.People.Where(person => person.Id == one.PersonId).Select(person => person.Name).SingleOrDefault(), Only = db.Incidents.Where(incident => incident.Id == one.OnlyIncidentId).Select(incident => (int?)incident.Number).SingleOrDefault() })
            .SingleOrDefaultAsync(cancel);
        return found is not null && found.Session.IsOpen(time.Now)
            ? new OpenSession(found.Session, found.Person ?? found.Session.Name ?? "Somebody", found.Only is { } number ? new IncidentReference(number) : null)
            : null;
    }

    public async Task<Session> StartAsync(SessionKind kind, Id<Person> person, TimeSpan length, string? address, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        var session = new Session(kind, person, null, address, time.Now, time.Now + length);
        db.Add(session);
        audit.Note(AuditKind.SignedIn, person, address, kind is SessionKind.Sample ? "as a sample person" : "with a one-time code");
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return session;
    }

    public async Task EndAsync(Id<Session> id, AuditKind kind, string? address, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        if (await db.Sessions.SingleOrDefaultAsync(one => one.Id == id, cancel) is { EndedAt: null } session)
        {
            session.End(time.Now);
            audit.Note(kind, session.PersonId, address, "the session is over");
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }
    }

    /// <summary>Ends every session of a person but one, and answers how many.</summary>
    public async Task<int> EndOthersAsync(Id<Person> person, Id<Session>? but, string? address, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        var now = time.Now;
        var open = await db.Sessions.Where(one => one.PersonId == person && one.EndedAt == null && one.EndsAt > now && one.Id != but).ToListAsync(cancel);
        open.ForEach(session => session.End(now));
        audit.Note(AuditKind.SessionEnded, person, address, $"{open.Count} sessions");
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return open.Count;
    }
}

/// <summary>A session that counts, and what its pages show.</summary>
/// <param name="Only">The one incident that it may see, when it came by an invitation.</param>
public sealed record OpenSession(Session Session, string Name, IncidentReference? Only);
