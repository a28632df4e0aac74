using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Plans;

/// <summary>A response plan as it stood once. An incident keeps the version that it was opened with.</summary>
public sealed class PlanVersion
{
    private PlanVersion()
    {
    }

    public PlanVersion(Id<Organisation> organisation, int number, string hash, string text, DateTimeOffset at)
    {
        OrganisationId = organisation;
        Number = number;
        Hash = hash;
        Text = text;
        LoadedAt = at;
    }

    public Id<PlanVersion> Id { get; private set; } = Id<PlanVersion>.New();

    public Id<Organisation> OrganisationId { get; private set; }

    /// <summary>1 for the first plan of an organisation.</summary>
    public int Number { get; private set; }

    public string Hash { get; private set; } = "";

    /// <summary>The YAML file whole.</summary>
    public string Text { get; private set; } = "";

    public DateTimeOffset LoadedAt { get; private set; }
}

internal sealed class PlanVersionMapping : IEntityTypeConfiguration<PlanVersion>
{
    public void Configure(EntityTypeBuilder<PlanVersion> builder)
    {
        builder.HasKey(version => version.Id);
        builder.HasIndex(version => new { version.OrganisationId, version.Number }).IsUnique();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(version => version.OrganisationId);
    }
}
