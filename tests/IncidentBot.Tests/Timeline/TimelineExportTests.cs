using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Core;
using IncidentBot.Core.Timeline;

namespace IncidentBot.Tests.Timeline;

public sealed class TimelineExportTests : IDisposable
{
    private readonly TimelineSample sample = new(3);

    public void Dispose() => sample.Dispose();

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        sample.Erase(2);
        var bytes = sample.Export("Lösegeld \"FS01\" <!channel> 😀").ToBytes();
        Assert.Equal(bytes, TimelineExport.Read(bytes).ToBytes());
        Assert.Contains("Lösegeld", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "timeline-file-empty")]
    [InlineData("\uFEFF", "timeline-file-empty")]
    [InlineData("hello", "timeline-not-json")]
    [InlineData("{", "timeline-not-json")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[", "timeline-not-json")]
    [InlineData("{\"format\":\"a\",\"format\":\"b\"}", "timeline-not-json")]
    [InlineData("[]", "timeline-not-an-export")]
    [InlineData("null", "timeline-not-an-export")]
    [InlineData("{}", "timeline-not-an-export")]
    [InlineData("{\"format\":\"incidentbot-timeline/2\"}", "timeline-not-an-export")]
    [InlineData("{\"format\":\"\\ud800\"}", "timeline-not-an-export")]
    public void What_is_no_export_is_refused_in_words(string content, string code) => Assert.Equal(code, Refused(Encoding.UTF8.GetBytes(content)).Code);

    [Fact]
    public void A_file_with_a_byte_order_mark_is_read() => Assert.Equal(3, TimelineExport.Read(new byte[] { 0xEF, 0xBB, 0xBF }.Concat(sample.Export().ToBytes()).ToArray()).Entries.Count);

    [Fact]
    public void A_missing_field_is_named() => Assert.Contains("the entry at place 2 lacks \"kind\"", Refused(json => json["entries"]![1]!.AsObject().Remove("kind")).Sentence, StringComparison.Ordinal);

    [Fact]
    public void A_field_that_no_hash_covers_is_refused() => Assert.Contains("which does not belong there", Refused(json => json["entries"]![1]!["remark"] = "forged").Sentence, StringComparison.Ordinal);

    [Fact]
    public void An_entry_cannot_both_say_something_and_be_erased() => Assert.Contains("\"erasedAt\"", Refused(json => json["entries"]![1]!["erasedAt"] = "2026-03-01T09:15:00.000000Z").Sentence, StringComparison.Ordinal);

    [Fact]
    public void A_time_has_one_form() => Assert.Contains("is not a time like", Refused(json => json["entries"]![0]!["at"] = "2026-03-01T10:15:00.000000+01:00").Sentence, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_and_a_folder_are_refused_in_words()
    {
        Assert.Equal("timeline-file-not-found", Assert.Throws<RefusalException>(() => TimelineExport.ReadFile("/nowhere/timeline.json")).Refusal.Code);
        Assert.Equal("timeline-file-unreadable", Assert.Throws<RefusalException>(() => TimelineExport.ReadFile(Path.GetTempPath())).Refusal.Code);
    }

    [Fact]
    public void A_huge_file_is_refused_without_reading_it()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.OpenWrite(path)) file.SetLength(4L * 1024 * 1024 * 1024);
            Assert.Equal("timeline-file-too-large", Assert.Throws<RefusalException>(() => TimelineExport.ReadFile(path)).Refusal.Code);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Refusal Refused(byte[] bytes) => Assert.Throws<RefusalException>(() => TimelineExport.Read(bytes)).Refusal;

    private Refusal Refused(Action<JsonNode> change)
    {
        var json = JsonNode.Parse(sample.Export().ToBytes())!;
        change(json);
        return Refused(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
