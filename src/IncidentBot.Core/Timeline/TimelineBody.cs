namespace IncidentBot.Core.Timeline;

/// <summary>What an entry says and who said it, in a row of its own so that the law can have it erased. Erase through <see cref="TimelineChain.Erase"/>, which also records that it was done.</summary>
public sealed class TimelineBody
{
    private TimelineBody()
    {
    }

    internal TimelineBody(Id<TimelineEntry> entry, byte[] salt, string body, string actorName)
    {
        EntryId = entry;
        Salt = salt;
        Body = body;
        ActorName = actorName;
    }

    public Id<TimelineEntry> EntryId { get; private set; }

    /// <summary>16 random bytes; empty once erased, so that the text cannot be guessed from its hash.</summary>
    public byte[] Salt { get; private set; } = [];

    /// <summary>Canonical JSON; empty once erased.</summary>
    public string Body { get; private set; } = "";

    public string ActorName { get; private set; } = "";

    public DateTimeOffset? ErasedAt { get; private set; }

    public string? ErasedBecause { get; private set; }

    public void Erase(DateTimeOffset at, string reason)
    {
        Salt = [];
        Body = "";
        ActorName = "";
        ErasedAt = InstantText.Cut(at);
        ErasedBecause = CleanText.AtTheDoor(reason);
    }
}
