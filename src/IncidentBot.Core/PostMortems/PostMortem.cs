using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.PostMortems;

/// <summary>The post-mortem as it was last signed off and posted.</summary>
public sealed class PostMortem
{
    private PostMortem()
    {
    }

    public PostMortem(Id<Incident> incident) => IncidentId = incident;

    public Id<Incident> IncidentId { get; private set; }

    /// <summary>1 for the first posting.</summary>
    public int Revision { get; private set; }

    public string Markdown { get; private set; } = "";

    /// <summary>The timeline's head that it was written over; printed, so that the head is witnessed outside.</summary>
    public string Head { get; private set; } = "";

    public DateTimeOffset PostedAt { get; private set; }

    public Id<Person>? PostedBy { get; private set; }

    public void Post(string markdown, string head, Id<Person>? by, DateTimeOffset at)
    {
        Revision++;
        (Markdown, Head, PostedBy, PostedAt) = (markdown, head, by, at);
    }
}

/// <summary>Something learned: what worked, what failed, or a gap in the plan.</summary>
public sealed class Lesson
{
    private Lesson()
    {
    }

    /// <param name="number">Of a gap in the plan, within its incident; 0 for every other lesson.</param>
    public Lesson(Id<Incident> incident, LessonKind kind, int number, string text, Id<Person>? by, DateTimeOffset at)
    {
        IncidentId = incident;
        Number = number;
        Kind = kind;
        Text = text;
        RecordedBy = by;
        At = at;
    }

    public Id<Lesson> Id { get; private set; } = Id<Lesson>.New();

    public Id<Incident> IncidentId { get; private set; }

    public LessonKind Kind { get; private set; }

    /// <summary>Of a gap in the plan, within its incident, from 1; 0 for every other lesson.</summary>
    public int Number { get; private set; }

    public string Text { get; private set; } = "";

    public Id<Person>? RecordedBy { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>When a gap in the plan was settled; null while it waits as a proposed change, and for every other lesson.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>What was done about it, or why nothing was.</summary>
    public string? Settlement { get; private set; }

    public void Settle(string how, DateTimeOffset at) => (Settlement, SettledAt) = (how, at);

    /// <summary>A merged incident's lessons are the survivor's, its gaps under numbers of their own.</summary>
    internal void MoveTo(Id<Incident> incident, int number) => (IncidentId, Number) = (incident, number);
}

/// <summary>What a lesson is about.</summary>
public enum LessonKind
{
    Worked,
    Failed,
    Gap,
}

/// <summary>Something to be improved after the incident, with an owner and a date.</summary>
public sealed class FollowUp
{
    private FollowUp()
    {
    }

    public FollowUp(Id<Incident> incident, int number, string title, Id<Person>? owner, DateOnly? due)
    {
        IncidentId = incident;
        Number = number;
        Title = title;
        OwnerId = owner;
        DueOn = due;
    }

    public Id<FollowUp> Id { get; private set; } = Id<FollowUp>.New();

    public Id<Incident> IncidentId { get; private set; }

    public int Number { get; private set; }

    public string Title { get; private set; } = "";

    public Id<Person>? OwnerId { get; private set; }

    public DateOnly? DueOn { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    public void Assign(Id<Person> owner, DateOnly? due) => (OwnerId, DueOn) = (owner, due);

    public void Finish(DateTimeOffset at) => DoneAt ??= at;

    /// <summary>A merged incident's follow-ups go on in the survivor, under a number of its own.</summary>
    internal void MoveTo(Id<Incident> incident, int number) => (IncidentId, Number) = (incident, number);
}

internal sealed class PostMortemMapping : IEntityTypeConfiguration<PostMortem>
{
    public void Configure(EntityTypeBuilder<PostMortem> builder)
    {
        builder.HasKey(one => one.IncidentId);
        builder.HasOne<Incident>().WithMany().HasForeignKey(one => one.IncidentId);
    }
}

internal sealed class LessonMapping : IEntityTypeConfiguration<Lesson>
{
    public void Configure(EntityTypeBuilder<Lesson> builder)
    {
        builder.HasKey(lesson => lesson.Id);
        builder.HasOne<Incident>().WithMany().HasForeignKey(lesson => lesson.IncidentId);
    }
}

internal sealed class FollowUpMapping : IEntityTypeConfiguration<FollowUp>
{
    public void Configure(EntityTypeBuilder<FollowUp> builder)
    {
        builder.HasKey(item => item.Id);
        builder.HasIndex(item => new { item.IncidentId, item.Number }).IsUnique();
        builder.HasOne<Incident>().WithMany().HasForeignKey(item => item.IncidentId);
    }
}
