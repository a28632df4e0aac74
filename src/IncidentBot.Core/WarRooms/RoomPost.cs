using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.WarRooms;

/// <summary>Something said in the built-in web room: by a person, or by the bot with or without a card. What is said is talk; a verb such as <c>pin</c> puts it on the timeline.</summary>
public sealed class RoomPost
{
    private RoomPost()
    {
    }

    public RoomPost(Id<Room> room, string key, Id<Person>? author, string authorName, string text, DateTimeOffset at)
    {
        RoomId = room;
        Key = key;
        AuthorId = author;
        AuthorName = authorName;
        Text = text;
        At = at;
    }

    public Id<RoomPost> Id { get; private set; } = Id<RoomPost>.New();

    public Id<Room> RoomId { get; private set; }

    /// <summary>Unique in the room, so that a repeated effect or a form sent twice posts once.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Null when the bot posted it.</summary>
    public Id<Person>? AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public string Text { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public Card? Card { get; private set; }

    public bool Pinned { get; private set; }

    public void Erase() => (Text, AuthorName) = ("(erased)", "");

    public void Show(Card card, bool pinned) => (Card, Pinned) = (card, pinned);
}

internal sealed class RoomPostMapping : IEntityTypeConfiguration<RoomPost>
{
    public void Configure(EntityTypeBuilder<RoomPost> builder)
    {
        builder.HasKey(post => post.Id);
        builder.HasIndex(post => new { post.RoomId, post.Key }).IsUnique();
        builder.HasIndex(post => new { post.RoomId, post.At });
        builder.HasOne<Room>().WithMany().HasForeignKey(post => post.RoomId);
        builder.Property(post => post.Card!).AsJson();
    }
}
