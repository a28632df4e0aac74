using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.WarRooms;

/// <summary>A place on one platform where an incident is worked. An incident may have several at once.</summary>
public sealed class Room
{
    /// <summary>How the lanes of rooms begin.</summary>
    internal const string Lanes = "room:";

    private Room()
    {
    }

    public Room(Id<Incident> incident, string platform, string name)
    {
        IncidentId = incident;
        Platform = platform;
        Name = name;
    }

    public Id<Room> Id { get; private set; } = Id<Room>.New();

    public Id<Incident> IncidentId { get; private set; }

    /// <summary>Which <see cref="IChatPlatform"/> it lives on.</summary>
    public string Platform { get; private set; } = "";

    public string Name { get; private set; } = "";

    public RoomState State { get; private set; }

    /// <summary>The platform's own address of the room; null until it is open.</summary>
    public string? Address { get; private set; }

    /// <summary>The platform's own id of the pinned card.</summary>
    public string? CardAddress { get; private set; }

    /// <summary>The lane in which everything about this room is done in order.</summary>
    public string Lane => $"{Lanes}{Id}";

    public void Opened(string address) => (State, Address) = (RoomState.Open, address);

    public void Pinned(string card) => CardAddress = card;

    public void Archived() => State = RoomState.Archived;

    public void Reopened() => State = RoomState.Open;
}

/// <summary>How far a room is.</summary>
public enum RoomState
{
    Opening,
    Open,
    Archived,
}

internal sealed class RoomMapping : IEntityTypeConfiguration<Room>
{
    public void Configure(EntityTypeBuilder<Room> builder)
    {
        builder.HasKey(room => room.Id);
        builder.HasIndex(room => new { room.IncidentId, room.Platform, room.Name }).IsUnique();
        builder.HasOne<Incident>().WithMany().HasForeignKey(room => room.IncidentId);
        builder.Ignore(room => room.Lane);
    }
}
