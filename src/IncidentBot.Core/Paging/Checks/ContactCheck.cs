using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Paging.Checks;

/// <summary>A friendly test of one way to reach one contact, before an incident needs it: sent in their working hours, confirmed with one tap, asked again once.</summary>
public sealed class ContactCheck
{
    /// <summary>How often it is asked: the second time because nobody confirmed.</summary>
    public const int MostAsks = 2;

    /// <summary>Wrong codes until the code of a text is void.</summary>
    public const int MostWrongCodes = 5;

    /// <summary>Who answers around the clock is tested by day as well: it is only a test.</summary>
    private static readonly WorkingHours Office = WorkingHours.Parse("Mon-Fri 09:00-17:00")!;

    private ContactCheck()
    {
    }

    public ContactCheck(Id<Organisation> client, string contact, string name, string provider, string method, string address, string zone, string? hours, Id<Person>? by, DateTimeOffset now)
    {
        OrganisationId = client;
        Contact = contact;
        Name = name;
        Provider = provider;
        Method = method;
        Address = address;
        Zone = zone;
        Hours = hours;
        AskedBy = by;
        NextAt = NextHour(now);
    }

    public Id<ContactCheck> Id { get; private set; } = Id<ContactCheck>.New();

    public Id<Organisation> OrganisationId { get; private set; }

    /// <summary>The contact's key in the plan.</summary>
    public string Contact { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Who asks: the managed service provider's name.</summary>
    public string Provider { get; private set; } = "";

    public string Method { get; private set; } = "";

    public string Address { get; private set; } = "";

    /// <summary>IANA: the contact's.</summary>
    public string Zone { get; private set; } = "";

    /// <summary>When they answer, as the plan says it.</summary>
    public string? Hours { get; private set; }

    /// <summary>Who had it sent; null where the plan's own rhythm did.</summary>
    public Id<Person>? AskedBy { get; private set; }

    public CheckState State { get; private set; }

    /// <summary>When it is sent, asked again or given up; null when nothing more happens.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>How often it was sent and taken.</summary>
    public int Asks { get; private set; }

    /// <summary>How often it was not taken, since it was last taken.</summary>
    public int Failures { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What the provider said last.</summary>
    public string? Answer { get; private set; }

    /// <summary>The code that a text is answered with, encrypted.</summary>
    public string? SealedCode { get; private set; }

    public int WrongCodes { get; private set; }

    /// <summary>Nobody has confirmed it and it is not given up.</summary>
    public bool Open => State is CheckState.Planned or CheckState.Asked;

    /// <summary>The next time within their hours; where none can be read, within those of an office.</summary>
    public DateTimeOffset NextHour(DateTimeOffset now) => (WorkingHours.Glean(Hours) is { AroundTheClock: false } own ? own : Office).NextFrom(now, Zone);

    public void Wait(DateTimeOffset until) => NextAt = until;

    public void Seal(string code) => SealedCode = code;

    public void CountWrongCode() => WrongCodes++;

    /// <summary>Whoever sends it has it until then; after that it is sent again by whoever looks: a test that comes twice harms nobody.</summary>
    public void Begin(DateTimeOffset until) => NextAt = until;

    public void Take(string answer, DateTimeOffset now, DateTimeOffset next) => (State, Answer, SentAt, NextAt, Asks, Failures) = (CheckState.Asked, answer, now, next, Asks + 1, 0);

    /// <summary>Nothing arrived; it is tried again.</summary>
    public void Hold(string answer, DateTimeOffset next) => (Answer, NextAt, Failures) = (answer, next, Failures + 1);

    public void Confirm(DateTimeOffset now) => End(CheckState.Confirmed, Answer, now);

    public void End(CheckState state, string? answer, DateTimeOffset now) => (State, Answer, EndedAt, NextAt) = (state, answer, now, null);
}

/// <summary>How far a check is.</summary>
public enum CheckState
{
    Planned,

    /// <summary>Sent, and nobody has confirmed it yet.</summary>
    Asked,
    Confirmed,

    /// <summary>It did not go out, or reached nobody.</summary>
    Failed,

    /// <summary>Asked twice, and nobody confirmed.</summary>
    Unanswered,
}

internal sealed class ContactCheckMapping : IEntityTypeConfiguration<ContactCheck>
{
    public void Configure(EntityTypeBuilder<ContactCheck> builder)
    {
        builder.HasKey(check => check.Id);
        builder.HasIndex(check => new { check.OrganisationId, check.Contact });
        builder.HasIndex(check => check.NextAt);
        builder.HasIndex(check => check.Address);
        builder.Ignore(check => check.Open);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(check => check.OrganisationId);
    }
}
