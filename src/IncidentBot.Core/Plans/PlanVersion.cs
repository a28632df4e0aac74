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

    public PlanVersion(Id<Organisation> organisation, int number, string hash, string text, PlanAuthor author, DateTimeOffset at)
    {
        OrganisationId = organisation;
        Number = number;
        Hash = hash;
        Text = text;
        By = author.Person;
        Origin = author.Origin;
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

    /// <summary>Who sent it in; null where the file was changed in the folder, which names nobody.</summary>
    public Id<Person>? By { get; private set; }

    public PlanOrigin Origin { get; private set; }
}

/// <summary>Where a version came from.</summary>
public enum PlanOrigin
{
    /// <summary>The file was changed in the folder of plans.</summary>
    File,
    Chat,
    Web,
}

/// <summary>Who makes a version, and from where.</summary>
public sealed record PlanAuthor(Id<Person>? Person, PlanOrigin Origin)
{
    public static PlanAuthor OfTheFile { get; } = new(null, PlanOrigin.File);
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
