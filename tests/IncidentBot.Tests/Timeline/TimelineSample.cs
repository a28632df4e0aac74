using System.Text.Json.Nodes;
using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Timeline;

namespace IncidentBot.Tests.Timeline;

/// <summary>An incident's timeline as the bot writes it, and the tamperings that somebody with the file could try.</summary>
internal sealed class TimelineSample : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 15, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("timeline").FullName;
    private readonly List<TimelineEntry> entries = [];
    private readonly List<TimelineBody> bodies = [];

    public TimelineSample(int count = 6)
    {
        Signer = TimelineSigner.LoadOrCreate(Path.Combine(folder, "timeline.pem"));
        for (var i = 1; i <= count; i++) Append("note", new JsonObject { ["text"] = $"what happened, part {i}" });
    }

    public Id<Incident> Incident { get; } = Id<Incident>.New();

    public TimelineSigner Signer { get; }

    public ChainHead Head { get; private set; } = ChainHead.Start;

    public static ExportedEntry Rehash(TimelineExport export, ExportedEntry e) =>
        e with { Hash = TimelineHash.OfEntry(export.Incident, e.Sequence, e.At, e.Kind, e.Actor, e.BodyHash, e.PreviousHash) };

    public static ExportedEntry Say(ExportedEntry e, string text)
    {
        var body = e.Body! with { Text = new JsonObject { ["text"] = text }.ToJsonString() };
        return e with { Body = body, BodyHash = TimelineHash.OfBody(body.Salt, body.ActorName, body.Text) };
    }

    /// <summary>What somebody without the key can do at best: numbers, links and hashes all made to agree again.</summary>
    public static TimelineExport Rewrite(TimelineExport export, IEnumerable<ExportedEntry> entries)
    {
        var written = new List<ExportedEntry>();
        foreach (var e in entries)
        {
            var previous = written.Count == 0 ? ChainHead.Start.Hash : written[^1].Hash;
            written.Add(Rehash(export, e with { Sequence = written.Count + 1, PreviousHash = previous }));
        }

        return export with { Entries = written };
    }

    public static TimelineExport Change(TimelineExport export, int sequence, Func<ExportedEntry, ExportedEntry> change) =>
        export with { Entries = [.. export.Entries.Select(e => e.Sequence == sequence ? change(e) : e)] };

    public static TimelineExport Without(TimelineExport export, params int[] sequences) =>
        export with { Entries = [.. export.Entries.Where(e => !sequences.Contains(e.Sequence))] };

    public void Append(string kind, JsonNode body)
    {
        var appended = TimelineChain.Append(Incident, Head, Start.AddMinutes(Head.Sequence), kind, "p-0a1b2c3d4e5f", "Ada Okafor", body);
        Keep(appended);
    }

    public void Erase(int sequence, string because = "request under GDPR 17")
    {
        var entry = entries[sequence - 1];
        Keep(TimelineChain.Erase(entry, BodyOf(sequence), Head, Start.AddHours(5), because, "p-0a1b2c3d4e5f", "Ada Okafor"));
    }

    public TimelineBody BodyOf(int sequence) => bodies[sequence - 1];

    public TimelineEntry EntryOf(int sequence) => entries[sequence - 1];

    public TimelineExport Export(string? title = "Ransom note on FS01") => Export(title, bodies);

    public TimelineExport ExportWithLostBody(int sequence) => Export(null, bodies.Where(b => b != BodyOf(sequence)));

    /// <summary>Signs whatever stands at the end of the entries, as a holder of the key could.</summary>
    public TimelineExport SignAnew(TimelineExport export) => export with
    {
        Head = Signer.Sign(export.Reference, export.Incident, export.Title, new ChainHead(export.Entries[^1].Sequence, export.Entries[^1].Hash), Start.AddDays(1)),
    };

    public void Dispose()
    {
        Signer.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private TimelineExport Export(string? title, IEnumerable<TimelineBody> from) =>
        TimelineExport.Create(new IncidentReference(42), Incident, title, Head, entries, from, Signer, Start.AddDays(1));

    private void Keep(Appended appended)
    {
        entries.Add(appended.Entry);
        bodies.Add(appended.Body);
        Head = appended.Head;
    }
}
