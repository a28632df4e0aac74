using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Timeline;

internal sealed class TimelineEntryMapping : IEntityTypeConfiguration<TimelineEntry>
{
    public void Configure(EntityTypeBuilder<TimelineEntry> builder)
    {
        builder.HasKey(entry => entry.Id);
        builder.HasIndex(entry => new { entry.IncidentId, entry.Sequence }).IsUnique();
        builder.HasOne<Incident>().WithMany().HasForeignKey(entry => entry.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(entry => entry.Kind).HasMaxLength(40);
        builder.Property(entry => entry.BodyHash).HasMaxLength(64);
        builder.Property(entry => entry.PreviousHash).HasMaxLength(64);
        builder.Property(entry => entry.Hash).HasMaxLength(64);
    }
}

internal sealed class TimelineBodyMapping : IEntityTypeConfiguration<TimelineBody>
{
    public void Configure(EntityTypeBuilder<TimelineBody> builder)
    {
        builder.HasKey(body => body.EntryId);
        builder.HasOne<TimelineEntry>().WithOne().HasForeignKey<TimelineBody>(body => body.EntryId);
    }
}
