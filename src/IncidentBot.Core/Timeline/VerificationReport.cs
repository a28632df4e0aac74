namespace IncidentBot.Core.Timeline;

/// <summary>What a verifier found out about an exported timeline, in words. Findings come in the order of the chain: the first one names the first entry that is wrong.</summary>
public sealed record VerificationReport(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Lines)
{
    public bool Sound => Findings.Count == 0;

    public Finding? First => Findings.Count == 0 ? null : Findings[0];
}

/// <summary>One thing that is wrong, at this entry, or with the head where there is none.</summary>
public sealed record Finding(Tampering Kind, int? Entry, string Sentence);

/// <summary>What was done to a timeline, as far as hashes can tell it. Where several explain the same place, the report puts the upper one first.</summary>
public enum Tampering
{
    Removed,
    Inserted,
    Reordered,
    Altered,

    /// <summary>What an entry says is gone and no entry records that it was erased.</summary>
    LostText,

    /// <summary>The signature does not belong to this head and this key.</summary>
    SignatureBroken,

    /// <summary>The head that somebody noted outside is not in this chain.</summary>
    WitnessMissing,
}
