using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Verbs;

/// <summary>Something that reached us once, with the reply it got, so that a repeat gets the same reply and does nothing again.</summary>
public sealed class Delivery
{
    private Delivery()
    {
    }

    public Delivery(string key, Id<Person>? person, string verb, DateTimeOffset at)
    {
        Key = key;
        PersonId = person;
        Verb = verb;
        At = at;
    }

    /// <summary>The platform's own id of the delivery, or an action's once-key.</summary>
    public string Key { get; private set; } = "";

    public Id<Person>? PersonId { get; private set; }

    public string Verb { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>The reply as JSON.</summary>
    public string? Reply { get; private set; }

    public void Answer(string reply) => Reply = reply;
}

internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.HasKey(delivery => delivery.Key);
        builder.Property(delivery => delivery.Key).HasMaxLength(200);
        builder.HasIndex(delivery => delivery.At);
    }
}
