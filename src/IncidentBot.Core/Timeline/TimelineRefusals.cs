namespace IncidentBot.Core.Timeline;

/// <summary>What the timeline refuses, in the sentences people see.</summary>
public static class TimelineRefusals
{
    public static Refusal ErasureStays(int sequence) =>
        new("timeline-erasure-stays", $"Entry {sequence} records an erasure and cannot be erased itself: without it nobody could tell an erasure from a loss.");

    public static Refusal AlreadyErased(int sequence) =>
        new("timeline-already-erased", $"Entry {sequence} is already erased.");

    public static Refusal NoFile() =>
        new("timeline-no-file", "Name the exported timeline to verify: verify FILE [--head HASH].");

    public static Refusal FileNotFound(string path) =>
        new("timeline-file-not-found", $"There is no file {path}.");

    public static Refusal FileUnreadable(string path, string why) =>
        new("timeline-file-unreadable", $"The file {path} cannot be read: {why}");

    public static Refusal FileEmpty() =>
        new("timeline-file-empty", "The file is empty. An exported timeline is a JSON document.");

    public static Refusal FileTooLarge(long limit) =>
        new("timeline-file-too-large", $"The file is larger than {limit / (1024 * 1024)} MB, which no exported timeline is.");

    public static Refusal NotJson(long? line) =>
        new("timeline-not-json", line is null ? "The file is not JSON." : $"The file is not JSON: it cannot be read from line {line} on.");

    public static Refusal NotAnExport(string why) =>
        new("timeline-not-an-export", $"The file is not an exported timeline of the form {TimelineExport.Format}: {why}.");

    public static Refusal NotAHead() =>
        new("timeline-not-a-head", "A head is written as 64 hexadecimal digits. Copy it whole from the update or post-mortem that printed it.");

    public static Refusal KeyUnreadable(string path, string why) =>
        new("timeline-key-unreadable", $"The timeline's signing key {path} cannot be used: {why} Restore it from a backup, or move it away to have a new one made.");
}
