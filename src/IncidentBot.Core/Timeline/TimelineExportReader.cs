using System.Text.Json;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Timeline;

/// <summary>Reads an export strictly: every field, no other, each in its one form. Otherwise something could be said in the file that no hash covers.</summary>
internal static class TimelineExportReader
{
    public const int LimitInBytes = 64 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static TimelineExport ReadFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > LimitInBytes) throw TimelineRefusals.FileTooLarge(LimitInBytes).AsException();
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return Read(bytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw TimelineRefusals.FileNotFound(path).AsException();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw TimelineRefusals.FileUnreadable(path, e.Message).AsException();
        }
    }

    public static TimelineExport Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > LimitInBytes) throw TimelineRefusals.FileTooLarge(LimitInBytes).AsException();
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..]; // editors on Windows put a byte order mark first; it says nothing
        if (bytes.IsEmpty) throw TimelineRefusals.FileEmpty().AsException();
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return Export(new JsonFields(document.RootElement, "the file"));
        }
        catch (JsonException e)
        {
            throw TimelineRefusals.NotJson(e.LineNumber + 1).AsException();
        }
        catch (InvalidOperationException)
        {
            throw JsonFields.Wrong("the name of a field is not Unicode text");
        }
    }

    private static TimelineExport Export(JsonFields fields)
    {
        var format = fields.Text("format");
        if (format != TimelineExport.Format) throw JsonFields.Wrong($"its \"format\" is \"{PlainLine.Of(format)}\"");

        var incident = fields.Text("incident");
        if (!IncidentReference.TryParse(incident, out var reference) || reference.ToString() != incident) throw JsonFields.Wrong("its \"incident\" is not written like INC-42");

        var chain = fields.Text("chain");
        if (!Guid.TryParseExact(chain, "D", out var id) || id.ToString() != chain) throw JsonFields.Wrong("its \"chain\" is not a lower-case GUID");

        var title = fields.OptionalText("title");
        var entries = fields.Items("entries").Select((e, i) => Entry(new JsonFields(e, $"the entry at place {i + 1}"))).ToArray();
        var head = Head(new JsonFields(fields.Value("head"), "the head"));
        fields.NothingElse();
        return new TimelineExport(reference, new Id<Incident>(id), title, entries, head);
    }

    private static ExportedEntry Entry(JsonFields fields)
    {
        var entry = new ExportedEntry(
            fields.Sequence("sequence", 1), fields.Instant("at"), fields.Text("kind"), fields.Text("actor"),
            fields.Hash("bodyHash"), fields.Hash("previous"), fields.Hash("hash"));
        if (fields.Has("salt") || fields.Has("body") || fields.Has("actorName"))
        {
            entry = entry with { Body = new ExportedBody(fields.Base64("salt", 16), fields.Text("body"), fields.Text("actorName")) };
        }
        else if (fields.Has("erasedAt") || fields.Has("erasedBecause"))
        {
            entry = entry with { Erasure = new ExportedErasure(fields.Instant("erasedAt"), fields.Text("erasedBecause")) };
        }

        fields.NothingElse();
        return entry;
    }

    private static SignedHead Head(JsonFields fields)
    {
        var head = new SignedHead(
            new ChainHead(fields.Sequence("sequence", 0), fields.Hash("hash")), fields.Instant("signedAt"),
            Convert.ToBase64String(fields.Base64("publicKey")), fields.Hash("fingerprint"), Convert.ToBase64String(fields.Base64("signature")));
        fields.NothingElse();
        return head;
    }
}
