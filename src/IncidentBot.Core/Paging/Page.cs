using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Paging;

/// <summary>Somebody is needed: contacts are tried level by level until one acknowledges. The row is the promise; what happened to each contact is a <see cref="PageAttempt"/>.</summary>
public sealed class Page
{
    /// <summary>How often the whole ladder is climbed before people are told to call by hand.</summary>
    public const int Rounds = 3;

    private Page()
    {
    }

    public Page(Id<Incident> incident, int number, string asked, string message, IReadOnlyList<PageLevel> ladder, Id<Person>? by, DateTimeOffset at)
    {
        IncidentId = incident;
        Number = number;
        Asked = asked;
        Message = message;
        Ladder = ladder;
        RequestedBy = by;
        StartedAt = at;
    }

    public Id<Page> Id { get; private set; } = Id<Page>.New();

    public Id<Incident> IncidentId { get; private set; }

    /// <summary>1, 2, 3 within the incident.</summary>
    public int Number { get; private set; }

    /// <summary>The role or contact that was asked for.</summary>
    public string Asked { get; private set; } = "";

    public string Message { get; private set; } = "";

    public IReadOnlyList<PageLevel> Ladder { get; private set; } = [];

    public Id<Person>? RequestedBy { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public PageState State { get; private set; }

    /// <summary>The level that is being tried, from 0; -1 before the first.</summary>
    public int Level { get; private set; } = -1;

    public int Round { get; private set; } = 1;

    /// <summary>When the level that is tried began.</summary>
    public DateTimeOffset? LevelAt { get; private set; }

    /// <summary>When a contact's next method or the next level is tried unless somebody acknowledges before; null when nothing more will happen.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>The instant for which an alarm is set, so that the same one is not set twice.</summary>
    public DateTimeOffset? AlarmAt { get; private set; }

    public Id<Person>? AcknowledgedBy { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public bool Open => State is PageState.Paging;

    /// <summary>Climbs to the next level, or to the first of the next round. Null when every round was climbed: then it is exhausted.</summary>
    public PageLevel? Climb(DateTimeOffset now)
    {
        Level++;
        if (Level == Ladder.Count)
        {
            Level = 0;
            Round++;
        }

        if (Round > Rounds || Ladder.Count == 0)
        {
            End(PageState.Exhausted, null, now);
            return null;
        }

        WaitAnew(now);
        return Ladder[Level];
    }

    /// <summary>When the next level is tried.</summary>
    public DateTimeOffset LevelEnds => LevelAt + Ladder[Level].Wait ?? NextAt!.Value;

    /// <summary>Waits for a method's turn, where that comes before the level ends.</summary>
    public void WaitFor(DateTimeOffset? turn) => NextAt = turn < LevelEnds ? turn : LevelEnds;

    /// <summary>Whether the next level is further off than it was ever planned to be: the clock has gone back since.</summary>
    public bool ClockWentBack(DateTimeOffset now) => NextAt is { } next && Level >= 0 && next > now + Ladder.Max(level => level.Wait);

    /// <summary>Waits before the ladder is climbed again.</summary>
    public void WaitUntil(DateTimeOffset round) => NextAt = round;

    /// <summary>Waits for this level once more, from now.</summary>
    public void WaitAnew(DateTimeOffset now)
    {
        LevelAt = now;
        NextAt = LevelEnds;
    }

    /// <summary>A try came to nothing: what comes next comes at once.</summary>
    public void Hurry(DateTimeOffset now) => NextAt = now;

    public void End(PageState state, Id<Person>? by, DateTimeOffset now)
    {
        State = state;
        AcknowledgedBy = by;
        EndedAt = now;
        NextAt = null;
    }

    public void AlarmSet() => AlarmAt = NextAt;

    /// <summary>A merged incident's pages go on in the survivor, under a number of its own.</summary>
    internal void MoveTo(Id<Incident> incident, int number) => (IncidentId, Number) = (incident, number);
}

/// <summary>Who is tried together, and for how long before the next.</summary>
public sealed record PageLevel(IReadOnlyList<string> Contacts, TimeSpan Wait);

/// <summary>What became of a page.</summary>
public enum PageState
{
    Paging,
    Acknowledged,

    /// <summary>Nobody acknowledged in any round: somebody must call by hand.</summary>
    Exhausted,

    /// <summary>The incident was dismissed or closed before anybody answered.</summary>
    Stopped,
}

internal sealed class PageMapping : IEntityTypeConfiguration<Page>
{
    public void Configure(EntityTypeBuilder<Page> builder)
    {
        builder.HasKey(page => page.Id);
        builder.HasIndex(page => new { page.IncidentId, page.Number }).IsUnique();
        builder.HasIndex(page => page.NextAt);
        builder.HasOne<Incident>().WithMany().HasForeignKey(page => page.IncidentId);
        builder.Property(page => page.Ladder).AsJson();
        builder.Ignore(page => page.Open);
        builder.Ignore(page => page.LevelEnds);
    }
}
