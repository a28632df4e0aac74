using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Timeline;

/// <summary>An incident's timeline as a file that anybody can verify without the bot. The form is in docs/timeline-format.md.</summary>
public sealed record TimelineExport(IncidentReference Reference, Id<Incident> Incident, string? Title, IReadOnlyList<ExportedEntry> Entries, SignedHead Head)
{
    public const string Format = "incidentbot-timeline/1";

    // The file is data for verifiers, never put into HTML: letters stay readable.
    private static readonly JsonWriterOptions WriterOptions = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Takes the head that the incident keeps, not the last row's: if rows went missing, the file must show it.</summary>
    public static TimelineExport Create(
        IncidentReference reference, Id<Incident> incident, string? title, ChainHead head, IEnumerable<TimelineEntry> entries, IEnumerable<TimelineBody> bodies, TimelineSigner signer, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var cleanTitle = title is null ? null : CleanText.AtTheDoor(title);
        var bodyOf = bodies.ToDictionary(b => b.EntryId);
        var exported = entries.OrderBy(e => e.Sequence).Select(e => ExportedEntry.From(e, bodyOf.GetValueOrDefault(e.Id)));
        return new TimelineExport(reference, incident, cleanTitle, [.. exported], signer.Sign(reference, incident, cleanTitle, head, at));
    }

    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        WriteTo(buffer);
        return buffer.ToArray();
    }

    public void WriteTo(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, WriterOptions);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("incident", Reference.ToString());
        json.WriteString("chain", Incident.ToString());
        if (Title is not null) json.WriteString("title", Title);
        json.WriteStartArray("entries");
        foreach (var entry in Entries) entry.WriteTo(json);
        json.WriteEndArray();
        json.WriteStartObject("head");
        json.WriteNumber("sequence", Head.Head.Sequence);
        json.WriteString("hash", Head.Head.Hash);
        json.WriteString("signedAt", InstantText.Write(Head.SignedAt));
        json.WriteString("publicKey", Head.PublicKey);
        json.WriteString("fingerprint", Head.Fingerprint);
        json.WriteString("signature", Head.Signature);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <exception cref="RefusalException">The file is no export that can be verified; the sentence says why.</exception>
    public static TimelineExport ReadFile(string path) => TimelineExportReader.ReadFile(path);

    /// <inheritdoc cref="ReadFile"/>
    public static TimelineExport Read(ReadOnlyMemory<byte> bytes) => TimelineExportReader.Read(bytes);
}
