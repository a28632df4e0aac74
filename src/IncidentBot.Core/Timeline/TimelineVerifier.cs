namespace IncidentBot.Core.Timeline;

/// <summary>Tells whether an exported timeline is what was written, which entry is the first that is not, and what no verifier can know. Needs the file alone: no database, no bot.</summary>
public static class TimelineVerifier
{
    private const int LinesAtMost = 20;

    /// <param name="export">The file as read.</param>
    /// <param name="witnessedHead">A head's hash that was noted outside the installation, from an update or a post-mortem: 64 hexadecimal digits.</param>
    /// <exception cref="RefusalException">The witnessed head is not written as one.</exception>
    public static VerificationReport Verify(TimelineExport export, string? witnessedHead = null)
    {
        ArgumentNullException.ThrowIfNull(export);
        var witness = Witness(witnessedHead);
        var signed = export.Head.Holds(export.Reference, export.Incident, export.Title);
        var erasures = ErasureInspection.Of(export);
        var inChain = ChainInspection.Of(export, signed).Concat(erasures.Findings).OrderBy(f => f.Entry ?? int.MaxValue).ThenBy(f => f.Kind).ToList();
        var witnessedUpTo = witness is null ? null : export.Entries.FirstOrDefault(e => e.Hash == witness)?.Sequence;

        List<Finding> findings = [.. inChain];
        if (!signed) findings.Add(new(Tampering.SignatureBroken, null, UnsignedSentence(inChain.Count == 0)));
        if (witness is not null && witnessedUpTo is null) findings.Add(new(Tampering.WitnessMissing, null, UnwitnessedSentence(inChain.Count == 0)));

        List<string> lines = [About(export), Verdict(export, findings), .. Others(findings), .. Few(erasures.Notes)];
        if (witness is null) lines.AddRange(WithoutWitness);
        if (witnessedUpTo is { } upTo) lines.Add(WithWitness(export, upTo, inChain));
        lines.Add($"Key: {export.Head.Fingerprint}. Anybody can make a key: compare this fingerprint with the one that the installation published.");
        return new VerificationReport(findings, lines);
    }

    private static IReadOnlyList<string> WithoutWitness { get; } =
    [
        "What cannot be known without a witnessed head: whoever holds the signing key could have rewritten the whole chain and signed it again, and could have dropped the last entries before signing.",
        "Run again with --head and a head that was printed in an update or a post-mortem.",
    ];

    private static string? Witness(string? head)
    {
        if (head is null) return null;
        var hash = head.Trim().ToLowerInvariant();
        return hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) ? hash : throw TimelineRefusals.NotAHead().AsException();
    }

    private static string About(TimelineExport export)
    {
        var title = export.Title is null ? "" : $" \"{PlainLine.Of(export.Title)}\"";
        return $"Timeline of {export.Reference}{title}: {Count(export.Entries.Count)}, head {export.Head.Head.Sequence} {export.Head.Head.Hash}, dated {InstantText.Write(export.Head.SignedAt)}.";
    }

    private static string Verdict(TimelineExport export, List<Finding> findings) => findings.Count > 0
        ? $"NOT SOUND. {findings[0].Sentence}"
        : $"Sound. {Count(export.Entries.Count)}, each with the hash of the one before, and the signature of the head holds.";

    private static IEnumerable<string> Others(List<Finding> findings) => Few([.. findings.Skip(1).Select(f => $"Also: {f.Sentence}")]);

    private static IEnumerable<string> Few(IReadOnlyList<string> lines) =>
        lines.Count <= LinesAtMost ? lines : lines.Take(LinesAtMost).Append($"… and {lines.Count - LinesAtMost} more of this sort.");

    private static string UnsignedSentence(bool consistent) => consistent
        ? "The entries agree with each other, but the signature of the head does not hold: the whole chain was rewritten without the key, or the head, the title or the incident's name was altered."
        : "The signature of the head does not hold either: the head, the title or the incident's name was altered, or another key signed them.";

    private static string UnwitnessedSentence(bool consistent) => consistent
        ? "The witnessed head is not the hash of any entry: the whole chain was rewritten, entries from the witnessed one on were dropped, or the head is another incident's."
        : "The witnessed head is not the hash of any entry.";

    private static string WithWitness(TimelineExport export, int upTo, List<Finding> inChain)
    {
        var last = export.Entries.Max(e => e.Sequence);
        var until = inChain.Find(f => f.Entry <= upTo) is { } wrong
            ? $"The witnessed head is entry {upTo}, but the chain up to it is broken at entry {wrong.Entry}."
            : $"The witness reaches to entry {upTo}: entries 1 to {upTo} are what they were when the head was noted.";
        var after = upTo < last
            ? $" Nothing witnesses entries {upTo + 1} to {last}: whoever holds the signing key could have rewritten them."
            : "";
        return $"{until}{after} Whether later entries were dropped before signing cannot be known.";
    }

    private static string Count(int entries) => entries == 1 ? "1 entry" : $"{entries} entries";
}
