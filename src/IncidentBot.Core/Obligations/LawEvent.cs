using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Obligations;

/// <summary>Something that the law hangs a clock on, as somebody recorded it: a local date or an instant, with its zone. Records are only added, also to take one back; the earliest claim counts unless counsel overrides.</summary>
public sealed class LawEvent
{
    private LawEvent()
    {
    }

    public LawEvent(Id<Incident> incident, string name, string moment, string zone, string? reason, bool counsel, Id<Person>? by, DateTimeOffset at)
    {
        IncidentId = incident;
        Name = name;
        Moment = moment;
        Zone = zone;
        Reason = reason;
        ByCounsel = counsel;
        RecordedBy = by;
        RecordedAt = at;
    }

    public Id<LawEvent> Id { get; private set; } = Id<LawEvent>.New();

    public Id<Incident> IncidentId { get; private set; }

    /// <summary>The catalogue's name: <c>discovered</c>, or <c>us-ca-residents.sent</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>2026-11-24 for a date, or an ISO 8601 instant with its offset.</summary>
    public string Moment { get; private set; } = "";

    /// <summary>IANA zone that was named; empty for a date that is meant wherever a clock counts.</summary>
    public string Zone { get; private set; } = "";

    public string? Reason { get; private set; }

    public bool ByCounsel { get; private set; }

    public Id<Person>? RecordedBy { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>The claim that this one takes back; itself it claims nothing.</summary>
    public Id<LawEvent>? Withdraws { get; private set; }

    /// <summary>The claims that count: none that was taken back.</summary>
    public static IEnumerable<LawEvent> Standing(IReadOnlyCollection<LawEvent> claims)
    {
        var withdrawn = claims.Select(one => one.Withdraws).OfType<Id<LawEvent>>().ToHashSet();
        return claims.Where(one => one.Withdraws is null && !withdrawn.Contains(one.Id));
    }

    public LawEvent Withdrawn(string reason, Id<Person>? by, DateTimeOffset at) => new(IncidentId, Name, Moment, Zone, reason, ByCounsel, by, at) { Withdraws = Id };
}

internal sealed class LawEventMapping : IEntityTypeConfiguration<LawEvent>
{
    public void Configure(EntityTypeBuilder<LawEvent> builder)
    {
        builder.HasKey(one => one.Id);
        builder.HasIndex(one => one.IncidentId);
        builder.HasOne<Incident>().WithMany().HasForeignKey(one => one.IncidentId);
    }
}
