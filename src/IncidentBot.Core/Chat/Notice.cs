using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Chat;

/// <summary>Something told to one person alone: a page, a legal reminder, an invitation. It waits in their inbox of the web room.</summary>
public sealed class Notice
{
    private Notice()
    {
    }

    public Notice(string key, Id<Person> person, Id<Incident> incident, NoticeKind kind, Card card, DateTimeOffset at)
    {
        Key = key;
        PersonId = person;
        IncidentId = incident;
        Kind = kind;
        Card = card;
        At = at;
    }

    public Id<Notice> Id { get; private set; } = Id<Notice>.New();

    /// <summary>What it tells of, so that a repeated effect tells once.</summary>
    public string Key { get; private set; } = "";

    public Id<Person> PersonId { get; private set; }

    public Id<Incident> IncidentId { get; private set; }

    public NoticeKind Kind { get; private set; }

    public Card Card { get; private set; } = null!;

    public DateTimeOffset At { get; private set; }

    /// <summary>Set when nothing is left to do about it.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>What became of it, in words.</summary>
    public string? Outcome { get; private set; }

    /// <summary>When nothing is left to do about it, it says what became of it and has no buttons.</summary>
    public Card AsItStands() => SettledAt is null ? Card : Card with { Actions = [], Footnote = Prose.Typed(Outcome).Markup, Tone = "none" };

    /// <summary>A merged incident's pages go on in the survivor: the buttons answer there, under the page's new number.</summary>
    internal void MoveTo(Id<Incident> incident, Card card) => (IncidentId, Card) = (incident, card);

    /// <summary>The same for what names nothing by a number: only the incident changes.</summary>
    internal void MoveTo(Incident incident)
    {
        var (left, joined) = (IncidentId.Value.ToString("N"), incident.Id.Value.ToString("N"));
        MoveTo(incident.Id, Card with { Actions = [.. Card.Actions.Select(action => action with { Incident = incident.Reference.ToString(), Once = action.Once?.Replace(left, joined, StringComparison.Ordinal) })] });
    }

    public void Settle(string outcome, DateTimeOffset at)
    {
        if (SettledAt is null)
        {
            (SettledAt, Outcome) = (at, outcome);
        }
    }
}

/// <summary>What a notice is about.</summary>
public enum NoticeKind
{
    Page,
    Reminder,
    Invitation,
    Update,
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.HasKey(notice => notice.Id);
        builder.HasIndex(notice => new { notice.PersonId, notice.Key }).IsUnique();
        builder.HasIndex(notice => new { notice.PersonId, notice.SettledAt });
        builder.HasIndex(notice => notice.IncidentId);
        builder.HasOne<Person>().WithMany().HasForeignKey(notice => notice.PersonId);
        builder.Property(notice => notice.Card).AsJson();
    }
}
