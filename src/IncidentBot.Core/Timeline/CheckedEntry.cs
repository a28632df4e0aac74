using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Timeline;

/// <summary>An exported entry beside what its own fields hash to. Place counts from 1 in the order of the file.</summary>
internal sealed class CheckedEntry
{
    // How far an entry is looked for beside the number it carries: enough to recognise entries renumbered after a removal or an insertion, without hashing a broken file for minutes.
    private const int Reach = 16;

    private readonly Id<Incident> incident;

    public CheckedEntry(Id<Incident> incident, ExportedEntry entry, int place, IReadOnlyDictionary<string, int> sequenceOfHash)
    {
        this.incident = incident;
        Entry = entry;
        Place = place;
        Computed = HashOf(entry);
        Sequence = OwnHashHolds ? entry.Sequence : WrittenAs(sequenceOfHash) ?? entry.Sequence;
        BodyHolds = entry.Body is not { } body || TimelineHash.OfBody(body.Salt, body.ActorName, body.Text) == entry.BodyHash;
    }

    public ExportedEntry Entry { get; }

    public int Place { get; }

    /// <summary>The hash of the fields as they stand.</summary>
    public string Computed { get; }

    /// <summary>The number under which the entry's hash holds; the number it carries where there is none.</summary>
    public int Sequence { get; }

    public bool BodyHolds { get; }

    public bool OwnHashHolds => Computed == Entry.Hash;

    public bool IsRenumbered => Sequence != Entry.Sequence;

    public bool FieldsHold => OwnHashHolds || IsRenumbered;

    public bool HoldsWith(ExportedEntry other) => HashOf(other) == Entry.Hash;

    private int? WrittenAs(IReadOnlyDictionary<string, int> sequenceOfHash)
    {
        var candidates = Enumerable.Range(1, Reach).SelectMany(step => new[] { Entry.Sequence - step, Entry.Sequence + step }).Append(Place);
        if (sequenceOfHash.TryGetValue(Entry.PreviousHash, out var previous)) candidates = candidates.Prepend(previous + 1);
        foreach (var candidate in candidates)
        {
            if (candidate > 0 && HoldsWith(Entry with { Sequence = candidate })) return candidate;
        }

        return null;
    }

    private string HashOf(ExportedEntry e) => TimelineHash.OfEntry(incident, e.Sequence, e.At, e.Kind, e.Actor, e.BodyHash, e.PreviousHash);
}
