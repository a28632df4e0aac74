using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Incidents;

/// <summary>Something known about an incident under a name: <c>personal_data_affected=true</c>, <c>scope.systems=FS01,FS02</c>. The newest value counts; the timeline keeps the others.</summary>
public sealed class IncidentFact
{
    private IncidentFact()
    {
    }

    public IncidentFact(Id<Incident> incident, string name)
    {
        IncidentId = incident;
        Name = name;
    }

    public Id<Incident> IncidentId { get; private set; }

    public string Name { get; private set; } = "";

    public string Value { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    public Id<Person>? RecordedBy { get; private set; }

    public void Set(string value, Id<Person>? by, DateTimeOffset at) => (Value, RecordedBy, RecordedAt) = (value, by, at);
}

internal sealed class IncidentFactMapping : IEntityTypeConfiguration<IncidentFact>
{
    public void Configure(EntityTypeBuilder<IncidentFact> builder)
    {
        builder.HasKey(fact => new { fact.IncidentId, fact.Name });
        builder.HasOne<Incident>().WithMany().HasForeignKey(fact => fact.IncidentId);
    }
}
