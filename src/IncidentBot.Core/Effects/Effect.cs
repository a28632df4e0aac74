using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Effects;

/// <summary>Something to be done outside after a commit. Inside its lane effects are done in order; lanes do not wait for each other.</summary>
public sealed class Effect
{
    private Effect()
    {
    }

    public Effect(Id<Incident> incident, string lane, int ordinal, string kind, string arguments, DateTimeOffset due)
    {
        IncidentId = incident;
        Lane = lane;
        Ordinal = ordinal;
        Kind = kind;
        Arguments = arguments;
        DueAt = due;
    }

    public Id<Effect> Id { get; private set; } = Id<Effect>.New();

    public Id<Incident> IncidentId { get; private set; }

    /// <summary>Incident × target: a room, a person and method, a clock.</summary>
    public string Lane { get; private set; } = "";

    /// <summary>Order within the incident.</summary>
    public int Ordinal { get; private set; }

    /// <summary>Which <see cref="IEffectHandler"/> does it. Stored data: change it as you would a column.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Ids and numbers as JSON; the handler looks before it acts.</summary>
    public string Arguments { get; private set; } = "";

    public DateTimeOffset DueAt { get; private set; }

    /// <summary>By the wall clock it is not done earlier, such as in somebody's night; null where it is done at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public EffectState State { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>How many sends were begun of which it is not known that nothing arrived. Only an <see cref="IBlindHandler"/>'s effects count them; after the second no other is begun.</summary>
    public int Begun { get; private set; }

    /// <summary>Why the last try failed, without message text or secrets.</summary>
    public string? Error { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public void Finish(EffectState state, DateTimeOffset at) => (State, FinishedAt, Error) = (state, at, null);

    /// <summary>A merged incident's pages go on in the survivor.</summary>
    internal void MoveTo(Id<Incident> incident) => IncidentId = incident;

    public void Begin() => Begun++;

    /// <param name="error">Why, without message text or secrets.</param>
    /// <param name="unsent">It is known that this try did not arrive.</param>
    public void Fail(string error, bool unsent)
    {
        (Attempts, Error) = (Attempts + 1, error);
        if (unsent && Begun > 0)
        {
            Begun--;
        }
    }
}

/// <summary>How far an effect is.</summary>
public enum EffectState
{
    Pending,
    Done,

    /// <summary>A newer one of its kind made it pointless.</summary>
    Superseded,
}

/// <summary>A lane's lease. Whoever holds it carries its fencing number; an old holder that comes back finds a newer number and may not finish anything.</summary>
public sealed class Lane
{
    public string Key { get; private set; } = "";

    public Id<Incident> IncidentId { get; private set; }

    /// <summary>UTC ticks.</summary>
    public long LeasedUntil { get; private set; }

    /// <summary>UTC ticks; a failing effect parks its lane until then.</summary>
    public long ParkedUntil { get; private set; }

    public long Fence { get; private set; }
}

internal sealed class EffectMapping : IEntityTypeConfiguration<Effect>
{
    public void Configure(EntityTypeBuilder<Effect> builder)
    {
        builder.HasKey(effect => effect.Id);
        builder.HasIndex(effect => new { effect.State, effect.DueAt });
        builder.HasIndex(effect => new { effect.Lane, effect.Ordinal });
        builder.HasIndex(effect => new { effect.IncidentId, effect.State });
        builder.HasOne<Incident>().WithMany().HasForeignKey(effect => effect.IncidentId);
    }
}

internal sealed class LaneMapping : IEntityTypeConfiguration<Lane>
{
    public void Configure(EntityTypeBuilder<Lane> builder)
    {
        builder.HasKey(lane => lane.Key);
        builder.HasIndex(lane => lane.IncidentId);
    }
}
