using System.Text.Json;

namespace IncidentBot.Core.Timeline;

/// <summary>Tells a text that was erased, which a later entry of kind "erased" records, from one that was lost or taken away.</summary>
internal static class ErasureInspection
{
    public static (IReadOnlyList<Finding> Findings, IReadOnlyList<string> Notes) Of(TimelineExport export)
    {
        var records = export.Entries.Where(e => e.Kind == TimelineChain.ErasedKind).Select(Record).OfType<ErasureRecord>().ToLookup(r => r.Erases);
        var findings = new List<Finding>();
        var notes = new List<string>();
        foreach (var entry in export.Entries.OrderBy(e => e.Sequence))
        {
            var recorded = records[entry.Sequence].Where(r => r.By.Sequence > entry.Sequence).ToArray();
            if (entry.Body is not null)
            {
                if (recorded.Length > 0) notes.Add($"Entry {entry.Sequence} still has its text, though entry {recorded[0].By.Sequence} says that it was erased.");
            }
            else if (recorded.Length == 0)
            {
                findings.Add(new(Tampering.LostText, entry.Sequence, $"The text of entry {entry.Sequence} is missing without an erasure entry: it was taken away or lost, not erased."));
            }
            else if (entry.Erasure is { } erasure && !Array.Exists(recorded, r => r.By.At == erasure.At && r.Because == erasure.Because))
            {
                findings.Add(new(Tampering.Altered, entry.Sequence, $"Entry {entry.Sequence} was altered: when or why its text was erased is not what entry {recorded[0].By.Sequence} records."));
            }
            else
            {
                notes.Add($"Entry {entry.Sequence} is erased, as entry {recorded[^1].By.Sequence} records ({InstantText.Write(recorded[^1].By.At)}: {PlainLine.Of(recorded[^1].Because)}); its hash still holds its place.");
            }
        }

        return (findings, notes);
    }

    private static ErasureRecord? Record(ExportedEntry by)
    {
        if (by.Body is null) return null;

        try
        {
            using var body = JsonDocument.Parse(by.Body.Text);
            return body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("erases", out var erases) && erases.ValueKind == JsonValueKind.Number && erases.TryGetInt32(out var sequence)
                && body.RootElement.TryGetProperty("because", out var because) && because.ValueKind == JsonValueKind.String
                ? new ErasureRecord(by, sequence, because.GetString()!)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record ErasureRecord(ExportedEntry By, int Erases, string Because);
}
