using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Chat;

/// <summary>A message of ours on a platform outside: what it is, and where it stands. That it is begun is on record before it is sent, so that one whose answer was lost is looked for before it is sent again.</summary>
public sealed class PostedMessage
{
    private const string OnItsWay = "on its way";

    private PostedMessage()
    {
    }

    public PostedMessage(string key, Id<Incident> incident, DateTimeOffset at) => (Key, IncidentId, At) = (key, incident, at);

    /// <summary>What it is: a room's card or entry, somebody's notice, a digest's line.</summary>
    public string Key { get; private set; } = "";

    public Id<Incident> IncidentId { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The platform's own id of the conversation it stands in.</summary>
    public string? Conversation { get; private set; }

    /// <summary>The platform's own id of the message; null until it is known to stand.</summary>
    public string? Address { get; private set; }

    /// <summary>A digest of what it shows, so that what would look the same is not sent again.</summary>
    public string? Shows { get; private set; }

    public void Stands(string conversation, string address, string? shows) => (Conversation, Address, Shows) = (conversation, address, shows);

    /// <summary>Where nobody can look whether a message stands: it is on its way, until it is known to stand or to be refused.</summary>
    public void Sent() => Shows = OnItsWay;

    /// <summary>It certainly does not stand.</summary>
    public void Refused() => Shows = null;

    /// <summary>It was on its way, and nobody knows whether it arrived.</summary>
    public bool MayStand() => Address is null && Shows == OnItsWay;

    /// <summary>Somebody took it away.</summary>
    public void Gone() => (Address, Shows) = (null, null);
}

internal sealed class PostedMessageMapping : IEntityTypeConfiguration<PostedMessage>
{
    public void Configure(EntityTypeBuilder<PostedMessage> builder)
    {
        builder.HasKey(posted => posted.Key);
        builder.Property(posted => posted.Key).HasMaxLength(200);
        builder.HasIndex(posted => posted.IncidentId);
        builder.HasOne<Incident>().WithMany().HasForeignKey(posted => posted.IncidentId);
    }
}
