using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Timeline;

/// <summary>Writes the next entry of an incident's timeline. The caller holds the incident's lock and stores all three parts of what comes back in one transaction.</summary>
public static class TimelineChain
{
    /// <summary>The kind of the entry that says another one was erased.</summary>
    public const string ErasedKind = "erased";

    public static Appended Append(Id<Incident> incident, ChainHead head, DateTimeOffset at, string kind, string actor, string actorName, JsonNode? body)
    {
        ArgumentNullException.ThrowIfNull(head);
        var salt = RandomNumberGenerator.GetBytes(16);
        var name = CleanText.AtTheDoor(actorName);
        var text = CanonicalJson.Text(CleanText.AtTheDoor(body));
        var entry = new TimelineEntry(incident, head, at, CleanText.AtTheDoor(kind), CleanText.AtTheDoor(actor), TimelineHash.OfBody(salt, name, text));
        return new Appended(entry, new TimelineBody(entry.Id, salt, text, name), new ChainHead(entry.Sequence, entry.Hash));
    }

    /// <summary>Erases what an entry says and appends the entry that records it: the verifier accepts a missing text only with that record.</summary>
    public static Appended Erase(TimelineEntry entry, TimelineBody body, ChainHead head, DateTimeOffset at, string reason, string actor, string actorName)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(body);
        if (body.EntryId != entry.Id) throw new ArgumentException("The body belongs to another entry.", nameof(body));
        if (entry.Kind == ErasedKind) throw TimelineRefusals.ErasureStays(entry.Sequence).AsException();
        if (body.ErasedAt is not null) throw TimelineRefusals.AlreadyErased(entry.Sequence).AsException();

        var record = Append(entry.IncidentId, head, at, ErasedKind, actor, actorName, new JsonObject { ["erases"] = entry.Sequence, ["because"] = reason });
        body.Erase(at, reason);
        return record;
    }
}

/// <summary>A new entry, what it says, and the head after it.</summary>
public sealed record Appended(TimelineEntry Entry, TimelineBody Body, ChainHead Head);
