using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Timeline;

namespace IncidentBot.Tests.Timeline;

public sealed class TimelineChainTests
{
    private static readonly Id<Incident> Incident = new(Guid.Parse("0195a3c4-5d6e-7f80-91a2-b3c4d5e6f708"));

    [Fact]
    public void The_worked_example_in_the_documentation_is_right()
    {
        const string Said = """{"actorName":"Ada Okafor","body":"{\"text\":\"Ransom note on FS01\"}"}""";
        byte[] salt = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        var bodyHash = TimelineHash.OfBody(salt, "Ada Okafor", """{"text":"Ransom note on FS01"}""");
        Assert.Equal(Hex([.. salt, .. Encoding.UTF8.GetBytes(Said)]), bodyHash);

        var hashed = $$"""{"actor":"p-0a1b2c3d4e5f","at":"2026-03-01T09:15:00.123456Z","body":"{{bodyHash}}","chain":"{{Incident}}","kind":"note","previous":"{{ChainHead.Start.Hash}}","sequence":1,"v":"incidentbot-timeline-entry/1"}""";
        var hash = TimelineHash.OfEntry(Incident, 1, new DateTimeOffset(2026, 3, 1, 9, 15, 0, 123, 456, TimeSpan.Zero), "note", "p-0a1b2c3d4e5f", bodyHash, ChainHead.Start.Hash);
        Assert.Equal(Hex(Encoding.UTF8.GetBytes(hashed)), hash);

        var page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "timeline-format.md"));
        foreach (var shown in new[] { Convert.ToBase64String(salt), Said, bodyHash, hashed, hash }) Assert.Contains(shown, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_entry_names_the_one_before_and_the_first_names_zeros()
    {
        using var sample = new TimelineSample(2);
        Assert.Equal((1, new string('0', 64)), (sample.EntryOf(1).Sequence, sample.EntryOf(1).PreviousHash));
        Assert.Equal((2, sample.EntryOf(1).Hash), (sample.EntryOf(2).Sequence, sample.EntryOf(2).PreviousHash));
        Assert.Equal(new ChainHead(2, sample.EntryOf(2).Hash), sample.Head);
    }

    [Fact]
    public void Time_is_cut_to_microseconds_in_UTC_before_it_is_hashed()
    {
        var at = new DateTimeOffset(2026, 3, 1, 11, 15, 0, TimeSpan.FromHours(2)).AddTicks(1234569);
        var entry = TimelineChain.Append(Incident, ChainHead.Start, at, "note", "p-1", "Ada", null).Entry;
        Assert.Equal(TimeSpan.Zero, entry.At.Offset);
        Assert.Equal("2026-03-01T09:15:00.123456Z", InstantText.Write(entry.At));
        Assert.Equal(0, entry.At.Ticks % TimeSpan.TicksPerMicrosecond);
    }

    [Fact]
    public void The_same_words_never_hash_the_same()
    {
        var body = new JsonObject { ["text"] = "yes" };
        var first = TimelineChain.Append(Incident, ChainHead.Start, TimelineSample.Start, "note", "p-1", "Ada", body);
        var again = TimelineChain.Append(Incident, ChainHead.Start, TimelineSample.Start, "note", "p-1", "Ada", body);
        Assert.NotEqual(first.Entry.BodyHash, again.Entry.BodyHash);
        Assert.Equal(16, first.Body.Salt.Length);
    }

    [Fact]
    public void Erasing_leaves_the_entry_and_takes_text_name_and_salt()
    {
        using var sample = new TimelineSample(3);
        var hash = sample.EntryOf(2).Hash;
        sample.Erase(2);
        Assert.Equal(("", "", 0), (sample.BodyOf(2).Body, sample.BodyOf(2).ActorName, sample.BodyOf(2).Salt.Length));
        Assert.Equal(("request under GDPR 17", hash), (sample.BodyOf(2).ErasedBecause, sample.EntryOf(2).Hash));
        Assert.Equal(("erased", 4), (sample.EntryOf(4).Kind, sample.EntryOf(4).Sequence));
        Assert.Equal("""{"because":"request under GDPR 17","erases":2}""", sample.BodyOf(4).Body);
    }

    [Fact]
    public void An_erasure_is_neither_erased_nor_repeated()
    {
        using var sample = new TimelineSample(3);
        sample.Erase(2);
        Assert.Equal("timeline-erasure-stays", Assert.Throws<RefusalException>(() => sample.Erase(4)).Refusal.Code);
        Assert.Equal("timeline-already-erased", Assert.Throws<RefusalException>(() => sample.Erase(2)).Refusal.Code);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IncidentBot.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No IncidentBot.sln above the tests.");
        return folder;
    }
}
