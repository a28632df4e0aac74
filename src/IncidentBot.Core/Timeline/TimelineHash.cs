using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Timeline;

/// <summary>The two hashes of an entry, as docs/timeline-format.md states them. Each is lower-case hexadecimal SHA-256.</summary>
public static class TimelineHash
{
    /// <summary>Says what the hashed JSON is, so that no entry can pass for a signed head or the reverse, and a later form for this one.</summary>
    public const string EntryForm = "incidentbot-timeline-entry/1";

    /// <summary>Commits to what may be erased. The salt keeps a short text from being guessed from its hash afterwards; the name is hashed with the text so that neither can be swapped.</summary>
    public static string OfBody(byte[] salt, string actorName, string body)
    {
        ArgumentNullException.ThrowIfNull(salt);
        var said = CanonicalJson.Bytes(new JsonObject { ["actorName"] = actorName, ["body"] = body });
        return Convert.ToHexStringLower(SHA256.HashData([.. salt, .. said]));
    }

    public static string OfEntry(Id<Incident> incident, int sequence, DateTimeOffset at, string kind, string actor, string bodyHash, string previousHash) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(new JsonObject
        {
            ["v"] = EntryForm,
            ["chain"] = incident.ToString(),
            ["sequence"] = sequence,
            ["previous"] = previousHash,
            ["at"] = InstantText.Write(at),
            ["kind"] = kind,
            ["actor"] = actor,
            ["body"] = bodyHash,
        })));
}
