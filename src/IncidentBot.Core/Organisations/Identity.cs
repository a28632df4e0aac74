using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Organisations;

/// <summary>A person as one platform knows them: platform, tenant or workspace, user id. Mail addresses prove nothing and are not identities.</summary>
public sealed class Identity
{
    /// <summary>Begins the tenant of an identity that a plan names: it holds in every workspace of the person's own organisation, whose short name follows.</summary>
    public const string PlanTenant = "plan:";

    private Identity()
    {
    }

    public Identity(Id<Person> person, string platform, string tenant, string user)
    {
        PersonId = person;
        Platform = platform;
        Tenant = tenant;
        User = user;
    }

    public Id<Identity> Id { get; private set; } = Id<Identity>.New();

    public Id<Person> PersonId { get; private set; }

    /// <summary>"web", "slack" or "teams".</summary>
    public string Platform { get; private set; } = "";

    /// <summary>The workspace, the tenant, or the issuer that signed the person in.</summary>
    public string Tenant { get; private set; } = "";

    public string User { get; private set; } = "";

    /// <summary>Turned out to be somebody else's, as both sides confirmed.</summary>
    public void BelongsTo(Id<Person> person) => PersonId = person;
}

internal sealed class IdentityMapping : IEntityTypeConfiguration<Identity>
{
    public void Configure(EntityTypeBuilder<Identity> builder)
    {
        builder.HasKey(identity => identity.Id);
        builder.HasIndex(identity => new { identity.Platform, identity.Tenant, identity.User }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(identity => identity.PersonId);
    }
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.HasKey(person => person.Id);
        builder.HasIndex(person => person.Handle).IsUnique();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(person => person.Home).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.HasKey(organisation => organisation.Id);
        builder.HasIndex(organisation => organisation.Slug).IsUnique();
    }
}
