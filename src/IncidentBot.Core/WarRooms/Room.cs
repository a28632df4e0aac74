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

    public Room(Id<Incident> incident, string platform, string tenant, string name)
    {
        IncidentId = incident;
        Platform = platform;
        Tenant = tenant;
        Name = name;
    }

    public Id<Room> Id { get; private set; } = Id<Room>.New();

    public Id<Incident> IncidentId { get; private set; }

    /// <summary>Which <see cref="IChatPlatform"/> it lives on.</summary>
    public string Platform { get; private set; } = "";

    /// <summary>The workspace or team in which it is; empty in the web room.</summary>
    public string Tenant { get; private set; } = "";

    /// <summary>As asked for until it is open, then as the platform has it.</summary>
    public string Name { get; private set; } = "";

    public RoomState State { get; private set; }

    /// <summary>The platform's own address of the room; null until it is open.</summary>
    public string? Address { get; private set; }

    /// <summary>The platform's own id of the pinned card.</summary>
    public string? CardAddress { get; private set; }

    /// <summary>What people should know of it that is not as it should be, such as who could not be let in; null when all is well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The archived room that it carries on.</summary>
    public Id<Room>? Follows { get; private set; }

    /// <summary>When the platform was first asked to open it: whatever is older and has its name is not it.</summary>
    public DateTimeOffset? BegunAt { get; private set; }

    /// <summary>It lives in our own database: archived it still takes posts and can be opened again, and nobody has to be let in.</summary>
    public bool BuiltIn => Platform == WebRooms.Platform;

    /// <summary>It takes cards and posts, now or once it is open.</summary>
    /// <summary>Out of band only the built-in room is told anything.</summary>
    public bool Hears(Incident incident) => BuiltIn || incident.OutOfBandSince is null;

    public bool TakesPosts => BuiltIn || State is not RoomState.Archived;

    /// <summary>The lane in which everything about this room is done in order.</summary>
    public string Lane => $"{Lanes}{Id}";

    /// <summary>The lane of what need not wait for cards and posts: who is in the room, and what it is called.</summary>
    public string SideLane => $"{Lanes}{Id}:side";

    /// <summary>The room that carries this one on, where the platform cannot open an archived one again.</summary>
    public Room Successor(string name) => new(IncidentId, Platform, Tenant, name) { Follows = Id };

    public void Begin(DateTimeOffset at) => BegunAt ??= at;

    public void Opened(string address, string name) => (State, Address, Name) = (RoomState.Open, address, name);

    public void Renamed(string name) => Name = name;

    public void Suffers(string? trouble) => Trouble = trouble;

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
        builder.HasIndex(room => new { room.IncidentId, room.Platform, room.Tenant, room.Name }).IsUnique();
        builder.HasOne<Incident>().WithMany().HasForeignKey(room => room.IncidentId);
        builder.HasIndex(room => new { room.Platform, room.Address });
        builder.Ignore(room => room.BuiltIn);
        builder.Ignore(room => room.TakesPosts);
        builder.Ignore(room => room.Lane);
        builder.Ignore(room => room.SideLane);
    }
}
