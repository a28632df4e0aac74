using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Organisations;

/// <summary>What a person may be in one organisation. Rights come from here, or from the organisation that owns the workspace, and from nowhere else.</summary>
public sealed class Grant
{
    private Grant()
    {
    }

    public Grant(Id<Person> person, Id<Organisation> organisation, GrantRole role, GrantSource source)
    {
        Source = source;
        PersonId = person;
        OrganisationId = organisation;
        Role = role;
    }

    public Id<Person> PersonId { get; private set; }

    public Id<Organisation> OrganisationId { get; private set; }

    public GrantRole Role { get; private set; }

    /// <summary>Who gave it, and so who takes it back.</summary>
    public GrantSource Source { get; private set; }
}

/// <summary>Where a grant comes from.</summary>
public enum GrantSource
{
    /// <summary>The client's plan file names the person.</summary>
    Plan,

    /// <summary>The person is in a group of the identity provider.</summary>
    SignIn,

    /// <summary>The person belongs to a workspace of a chat platform that the organisation owns.</summary>
    Workspace,
}

internal sealed class GrantMapping : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.HasKey(grant => new { grant.PersonId, grant.OrganisationId, grant.Role, grant.Source });
        builder.HasOne<Person>().WithMany().HasForeignKey(grant => grant.PersonId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(grant => grant.OrganisationId);
    }
}
