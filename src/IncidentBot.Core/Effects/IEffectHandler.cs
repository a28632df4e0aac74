using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Effects;

/// <summary>Does one kind of effect. It may be called twice for the same effect and must then act once.</summary>
public interface IEffectHandler
{
    string Kind { get; }

    /// <summary>Acts outside, and answers what is to be recorded in the unit of work that marks the effect done; null when there is nothing.</summary>
    Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel);
}

/// <summary>What follows from an effect, with the incident locked.</summary>
public delegate Task Aftermath(IncidentDb db, Incident incident, CancellationToken cancel);

/// <summary>The outside asked us to wait; the lane is parked for that long.</summary>
public sealed class RetryAfterException(TimeSpan wait, string message) : Exception(message)
{
    public TimeSpan Wait { get; } = wait;
}
