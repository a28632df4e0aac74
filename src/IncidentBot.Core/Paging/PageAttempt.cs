using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Paging;

/// <summary>One try to reach one contact by one method: who was tried, how, when, and what came of it.</summary>
public sealed class PageAttempt
{
    /// <summary>The place of a method that there is not.</summary>
    public const int Nowhere = -1;

    /// <summary>Wrong codes until the code of a text is void.</summary>
    public const int MostWrongCodes = 5;

    private PageAttempt()
    {
    }

    /// <param name="place">Of the method among the contact's own; <see cref="Nowhere"/> where none reaches them.</param>
    public PageAttempt(Page page, string contact, string name, Id<Person>? person, int place, string method, string? address, DateTimeOffset at)
    {
        PageId = page.Id;
        IncidentId = page.IncidentId;
        Level = page.Level;
        Round = page.Round;
        Contact = contact;
        Name = name;
        PersonId = person;
        Place = place;
        Method = method;
        Address = address;
        At = at;
    }

    public Id<PageAttempt> Id { get; private set; } = Id<PageAttempt>.New();

    public Id<Page> PageId { get; private set; }

    public Id<Incident> IncidentId { get; private set; }

    public int Level { get; private set; }

    public int Round { get; private set; }

    /// <summary>The contact's key in the plan.</summary>
    public string Contact { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Null for a contact without an account, until they answer.</summary>
    public Id<Person>? PersonId { get; private set; }

    /// <summary>Of the method among the contact's own.</summary>
    public int Place { get; private set; }

    /// <summary>"web", "sms", "voice", "mail" and so on, as the plan says.</summary>
    public string Method { get; private set; } = "";

    public string? Address { get; private set; }

    public DateTimeOffset At { get; private set; }

    public AttemptState State { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>The provider's answer, or why it could not be sent.</summary>
    public string? Answer { get; private set; }

    /// <summary>The provider does not take it now. It is tried again, and the contact's next method meanwhile.</summary>
    public bool Held { get; private set; }

    /// <summary>The code that a text is answered with, encrypted: a repeat of the text says the same one.</summary>
    public string? SealedCode { get; private set; }

    public int WrongCodes { get; private set; }

    /// <summary>It may have reached them, so they may still answer.</summary>
    public bool MayBeAnswered => State is AttemptState.Queued or AttemptState.Delivered or AttemptState.Unknown;

    /// <summary>How it is answered from outside, in words.</summary>
    public string Way => Method switch
    {
        PlanWords.MailMethod => "by the link in a mail",
        PlanWords.TextMethod => "by text message",
        PlanWords.VoiceMethod => "by telephone",
        PlanWords.PagerDutyMethod => "in PagerDuty",
        _ => $"by {Method}",
    };

    public void Settle(AttemptState state, string? answer, DateTimeOffset at) => (State, Answer, AnsweredAt, Held) = (state, answer, at, false);

    public void Hold(string answer) => (Answer, Held) = (answer, true);

    /// <summary>What the provider said since.</summary>
    public void Hear(string answer) => Answer = answer;

    public void Seal(string code) => SealedCode = code;

    /// <summary>Who the contact is when they answer.</summary>
    public void IsBy(Id<Person> person) => PersonId = person;

    internal void MoveTo(Id<Incident> incident) => IncidentId = incident;
}

/// <summary>How far a try is.</summary>
public enum AttemptState
{
    Queued,
    Delivered,
    Failed,

    /// <summary>Sent and repeated, and neither was answered: it may have arrived.</summary>
    Unknown,
    Acknowledged,
    Declined,
}

internal sealed class PageAttemptMapping : IEntityTypeConfiguration<PageAttempt>
{
    public void Configure(EntityTypeBuilder<PageAttempt> builder)
    {
        builder.HasKey(attempt => attempt.Id);
        builder.HasIndex(attempt => attempt.PageId);
        builder.HasIndex(attempt => new { attempt.IncidentId, attempt.At });
        builder.HasIndex(attempt => attempt.PersonId);
        builder.HasIndex(attempt => attempt.Address);
        builder.HasIndex(attempt => attempt.At);
        builder.Ignore(attempt => attempt.MayBeAnswered);
        builder.Ignore(attempt => attempt.Way);
        builder.HasOne<Page>().WithMany().HasForeignKey(attempt => attempt.PageId);
    }
}
