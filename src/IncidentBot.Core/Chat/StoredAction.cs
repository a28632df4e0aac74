using IncidentBot.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Chat;

/// <summary>A button's action that is too long for the platform's value; the button carries its id.</summary>
public sealed class StoredAction
{
    private StoredAction()
    {
    }

    public StoredAction(CardAction action, DateTimeOffset at) => (Action, At) = (action, at);

    public Id<StoredAction> Id { get; private set; } = Id<StoredAction>.New();

    public CardAction Action { get; private set; } = null!;

    public DateTimeOffset At { get; private set; }
}

internal sealed class StoredActionMapping : IEntityTypeConfiguration<StoredAction>
{
    public void Configure(EntityTypeBuilder<StoredAction> builder)
    {
        builder.HasKey(stored => stored.Id);
        builder.HasIndex(stored => stored.At);
        builder.Property(stored => stored.Action).AsJson();
    }
}
