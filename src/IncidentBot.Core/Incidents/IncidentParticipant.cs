using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Incidents;

/// <summary>Somebody who was let into an incident, and the part they play in it.</summary>
public sealed class IncidentParticipant
{
    private IncidentParticipant()
    {
    }

    public IncidentParticipant(Id<Incident> incident, Id<Person> person, DateTimeOffset at)
    {
        IncidentId = incident;
        PersonId = person;
        JoinedAt = at;
    }

    public Id<Incident> IncidentId { get; private set; }

    public Id<Person> PersonId { get; private set; }

    public DateTimeOffset JoinedAt { get; private set; }

    public IncidentRole? Role { get; private set; }

    public void Play(IncidentRole? role) => Role = role;
}

internal sealed class IncidentParticipantMapping : IEntityTypeConfiguration<IncidentParticipant>
{
    public void Configure(EntityTypeBuilder<IncidentParticipant> builder)
    {
        builder.HasKey(participant => new { participant.IncidentId, participant.PersonId });
        builder.HasOne<Incident>().WithMany().HasForeignKey(participant => participant.IncidentId);
        builder.HasOne<Person>().WithMany().HasForeignKey(participant => participant.PersonId);
    }
}
