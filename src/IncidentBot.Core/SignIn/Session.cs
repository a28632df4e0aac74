using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.SignIn;

/// <summary>Somebody is at a browser. The cookie holds its id and nothing else: who it is, and whether it has ended, is read here at every request.</summary>
public sealed class Session
{
    private Session()
    {
    }

    public Session(SessionKind kind, Id<Person>? person, Arrival? arrival, string? address, DateTimeOffset from, DateTimeOffset until)
    {
        Kind = kind;
        PersonId = person;
        Issuer = arrival?.Issuer;
        Subject = arrival?.Subject;
        Name = arrival?.Name;
        Address = address;
        StartedAt = from;
        EndsAt = until;
    }

    /// <summary>Whoever entered a code on a chat platform. It is over when it begins.</summary>
    public static Session OfChat(ChatIdentity who, Id<Person>? person, DateTimeOffset at) => new(SessionKind.Chat, person, new Arrival($"{who.Platform}:{who.Tenant}", who.User, who.Name, null, []), null, at, at);

    public Id<Session> Id { get; private set; } = Id<Session>.New();

    public SessionKind Kind { get; private set; }

    /// <summary>Null while the identity that signed in is nobody's yet.</summary>
    public Id<Person>? PersonId { get; private set; }

    /// <summary>Who vouched for the identity, for sessions of an identity provider.</summary>
    public string? Issuer { get; private set; }

    public string? Subject { get; private set; }

    /// <summary>What the identity provider calls them. It gives no right.</summary>
    public string? Name { get; private set; }

    /// <summary>The only incident that this session may see; null for all that the person may.</summary>
    public Id<Incident>? OnlyIncidentId { get; private set; }

    public string? Address { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>Set when it was ended before its time.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The identity that the session vouches for: platform, tenant, user.</summary>
    public (string Platform, string Tenant, string User) Identity =>
        Kind is SessionKind.Chat && Issuer!.Split(':', 2) is [var platform, var tenant] ? (platform, tenant, Subject!) : (WebRooms.Platform, Issuer!, Subject!);

    public bool IsOpen(DateTimeOffset now) => EndedAt is null && now < EndsAt;

    public void Keep(Id<Incident> only) => OnlyIncidentId = only;

    public void BelongsTo(Id<Person> person) => PersonId = person;

    public void End(DateTimeOffset now) => EndedAt ??= now;
}

/// <summary>How somebody came in.</summary>
public enum SessionKind
{
    /// <summary>Chose to be one of the sample people.</summary>
    Sample,

    /// <summary>Signed in with the organisation's identity provider.</summary>
    Provider,

    /// <summary>With a one-time code that the operator made, because the identity provider is down or not to be trusted.</summary>
    BreakGlass,

    /// <summary>By an invitation to one incident.</summary>
    Invitation,

    /// <summary>Entered a code on a chat platform. It keeps who that was until the code is confirmed, and opens nothing.</summary>
    Chat,
}

/// <summary>What an identity provider says about somebody who comes in.</summary>
/// <param name="Issuer">Who says it.</param>
/// <param name="Subject">The person's id there; it never changes.</param>
/// <param name="Name">What they are called there.</param>
/// <param name="Handle">What they would like to be called after @.</param>
/// <param name="Groups">The groups that they are in.</param>
public sealed record Arrival(string Issuer, string Subject, string Name, string? Handle, IReadOnlyCollection<string> Groups);

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.HasKey(session => session.Id);
        builder.Ignore(session => session.Identity);
        builder.HasIndex(session => session.PersonId);
        builder.HasIndex(session => session.EndsAt);
        builder.HasOne<Person>().WithMany().HasForeignKey(session => session.PersonId);
        builder.HasOne<Incident>().WithMany().HasForeignKey(session => session.OnlyIncidentId);
    }
}
