using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Timeline;

/// <summary>One thing that happened in an incident, chained to the one before. It is never changed; what people said is in its <see cref="TimelineBody"/>, which may be erased without breaking the chain.</summary>
public sealed class TimelineEntry
{
    private TimelineEntry()
    {
    }

    internal TimelineEntry(Id<Incident> incident, ChainHead head, DateTimeOffset at, string kind, string actor, string bodyHash)
    {
        IncidentId = incident;
        Sequence = head.Sequence + 1;
        At = InstantText.Cut(at);
        Kind = kind;
        Actor = actor;
        BodyHash = bodyHash;
        PreviousHash = head.Hash;
        Hash = TimelineHash.OfEntry(incident, Sequence, At, kind, actor, bodyHash, PreviousHash);
    }

    public Id<TimelineEntry> Id { get; private set; } = Id<TimelineEntry>.New();

    public Id<Incident> IncidentId { get; private set; }

    /// <summary>1, 2, 3… without gaps within the incident.</summary>
    public int Sequence { get; private set; }

    /// <summary>UTC, cut to microseconds.</summary>
    public DateTimeOffset At { get; private set; }

    public string Kind { get; private set; } = "";

    /// <summary>The actor's pseudonym; the name is in the body's row.</summary>
    public string Actor { get; private set; } = "";

    public string BodyHash { get; private set; } = "";

    public string PreviousHash { get; private set; } = "";

    public string Hash { get; private set; } = "";
}
