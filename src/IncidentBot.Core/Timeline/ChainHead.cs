namespace IncidentBot.Core.Timeline;

/// <summary>Where a chain ends: the sequence and hash of its last entry. Whoever noted a head elsewhere can later prove what the chain said up to it.</summary>
public sealed record ChainHead(int Sequence, string Hash)
{
    /// <summary>The head of a chain without entries; its hash is what the first entry names as previous.</summary>
    public static ChainHead Start { get; } = new(0, new string('0', 64));
}
