using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Organisations;

/// <summary>What a person may be in one organisation. Rights come from here, or from the organisation that owns the workspace, and from nowhere else.</summary>
public sealed class Grant
{
    private Grant()
    {
    }

    public Grant(Id<Person> person, Id<Organisation> organisation, GrantRole role)
    {
        PersonId = person;
        OrganisationId = organisation;
        Role = role;
    }

    public Id<Person> PersonId { get; private set; }

    public Id<Organisation> OrganisationId { get; private set; }

    public GrantRole Role { get; private set; }
}

internal sealed class GrantMapping : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.HasKey(grant => new { grant.PersonId, grant.OrganisationId, grant.Role });
        builder.HasOne<Person>().WithMany().HasForeignKey(grant => grant.PersonId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(grant => grant.OrganisationId);
    }
}
