using System.Text.Json;

namespace IncidentBot.Core.Timeline;

/// <summary>An entry as an export carries it: with what it says, or with when and why that was erased, or, where its row was lost, with neither.</summary>
public sealed record ExportedEntry(
    int Sequence, DateTimeOffset At, string Kind, string Actor, string BodyHash, string PreviousHash, string Hash, ExportedBody? Body = null, ExportedErasure? Erasure = null)
{
    internal static ExportedEntry From(TimelineEntry entry, TimelineBody? body) => new(
        entry.Sequence, entry.At, entry.Kind, entry.Actor, entry.BodyHash, entry.PreviousHash, entry.Hash,
        body is { ErasedAt: null } ? new ExportedBody(body.Salt, body.Body, body.ActorName) : null,
        body is { ErasedAt: { } at } ? new ExportedErasure(at, body.ErasedBecause ?? "") : null);

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence", Sequence);
        json.WriteString("at", InstantText.Write(At));
        json.WriteString("kind", Kind);
        json.WriteString("actor", Actor);
        json.WriteString("bodyHash", BodyHash);
        json.WriteString("previous", PreviousHash);
        json.WriteString("hash", Hash);
        if (Body is not null)
        {
            json.WriteBase64String("salt", Body.Salt);
            json.WriteString("actorName", Body.ActorName);
            json.WriteString("body", Body.Text);
        }

        if (Erasure is not null)
        {
            json.WriteString("erasedAt", InstantText.Write(Erasure.At));
            json.WriteString("erasedBecause", Erasure.Because);
        }

        json.WriteEndObject();
    }
}

/// <summary>What an entry says: canonical JSON as it was hashed, with the salt and the actor's name.</summary>
public sealed record ExportedBody(byte[] Salt, string Text, string ActorName)
{
    public bool Equals(ExportedBody? other) => other is not null && Salt.AsSpan().SequenceEqual(other.Salt) && Text == other.Text && ActorName == other.ActorName;

    public override int GetHashCode() => HashCode.Combine(Text, ActorName);
}

/// <summary>When and why what an entry said was erased.</summary>
public sealed record ExportedErasure(DateTimeOffset At, string Because);
