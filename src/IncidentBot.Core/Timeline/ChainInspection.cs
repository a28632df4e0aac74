namespace IncidentBot.Core.Timeline;

/// <summary>Looks for what was removed, inserted, reordered or altered in an exported chain. Each step takes out of the way what it found, so that the next one does not report it again.</summary>
internal sealed class ChainInspection
{
    private readonly List<Finding> findings = [];
    private readonly TimelineExport export;
    private readonly bool headHolds;
    private readonly ILookup<string, CheckedEntry> byPrevious;
    private List<CheckedEntry> chain;

    private ChainInspection(TimelineExport export, bool headHolds)
    {
        this.export = export;
        this.headHolds = headHolds;
        var sequenceOfHash = export.Entries.GroupBy(e => e.Hash).ToDictionary(g => g.Key, g => g.First().Sequence);
        sequenceOfHash.TryAdd(ChainHead.Start.Hash, 0);
        chain = [.. export.Entries.Select((e, i) => new CheckedEntry(export.Incident, e, i + 1, sequenceOfHash))];
        byPrevious = chain.ToLookup(e => e.Entry.PreviousHash);
    }

    public static IEnumerable<Finding> Of(TimelineExport export, bool headHolds) => new ChainInspection(export, headHolds).Findings();

    private IEnumerable<Finding> Findings()
    {
        if (chain.Count > 1 && chain.TrueForAll(e => !e.FieldsHold))
        {
            return [new(Tampering.Altered, 1, "No entry's hash holds: either every entry from 1 on was altered, or the file's \"chain\" is not the incident they were written for.")];
        }

        TakeOutWhatStandsBeyondTheHead();
        TakeOutSecondOnes();
        PutInOrder();
        FollowTheLinks();
        CheckEachEntry();
        CheckTheNumbers();
        CheckTheEnd();
        return findings.OrderBy(f => f.Entry ?? int.MaxValue).ThenBy(f => f.Kind);
    }

    private void TakeOutWhatStandsBeyondTheHead()
    {
        if (!headHolds) return;

        var end = export.Head.Head.Sequence;
        foreach (var e in chain.Where(e => e.Sequence > end))
        {
            Found(Tampering.Inserted, e.Sequence, $"Entry {e.Sequence} was inserted: the signed head ends at entry {end}.");
        }

        chain = [.. chain.Where(e => e.Sequence <= end)];
    }

    private void TakeOutSecondOnes()
    {
        foreach (var group in chain.GroupBy(e => e.Sequence).Where(g => g.Count() > 1).ToArray())
        {
            var real = group.OrderByDescending(Credit).First();
            foreach (var other in group.Where(e => e != real))
            {
                Found(Tampering.Inserted, group.Key, other.Entry == real.Entry
                    ? $"Entry {group.Key} stands twice: a copy of it was inserted at place {other.Place}."
                    : $"Entry {group.Key} stands twice: the one at place {other.Place} was inserted, {WhyNot(other, real)}.");
                chain.Remove(other);
            }
        }
    }

    /// <summary>How much the rest of the chain vouches for an entry: that another one, or the signed head, names its hash counts most.</summary>
    private int Credit(CheckedEntry e) => (IsNamed(e) ? 4 : 0) + (e.FieldsHold ? 2 : 0) + (e.BodyHolds ? 1 : 0);

    private bool IsNamed(CheckedEntry e) =>
        byPrevious[e.Entry.Hash].Any(next => next.Sequence == e.Sequence + 1) || (headHolds && export.Head.Head == new ChainHead(e.Sequence, e.Entry.Hash));

    private string WhyNot(CheckedEntry other, CheckedEntry real) =>
        !other.FieldsHold ? "its own hash does not hold"
        : IsNamed(real) && other.Entry.Hash != real.Entry.Hash ? "what follows names the other one"
        : "as far as can be told; nothing that follows names either";

    private void PutInOrder()
    {
        var ordered = chain.OrderBy(e => e.Sequence).ToList();
        var at = Enumerable.Range(0, chain.Count).FirstOrDefault(i => chain[i] != ordered[i], -1);
        if (at >= 0)
        {
            Found(Tampering.Reordered, ordered[at].Sequence, $"The entries were reordered: entry {chain[at].Sequence} stands where entry {ordered[at].Sequence} belongs.");
        }

        chain = ordered;
    }

    private void FollowTheLinks()
    {
        CheckedEntry? before = null;
        foreach (var e in chain)
        {
            var expected = (before?.Sequence ?? 0) + 1;
            if (e.Sequence > expected)
            {
                var relinked = e.OwnHashHolds && e.Entry.PreviousHash == (before?.Entry.Hash ?? ChainHead.Start.Hash);
                FoundRemoved(expected, e.Sequence - 1, relinked ? $", and entry {e.Sequence} was hashed anew to hide it" : "");
            }
            else if (e.Entry.PreviousHash != (before?.Entry.Hash ?? ChainHead.Start.Hash) && e.FieldsHold)
            {
                BrokenLink(before, e);
            }

            before = e;
        }
    }

    private void BrokenLink(CheckedEntry? before, CheckedEntry e)
    {
        if (before is null)
        {
            Found(Tampering.Removed, 1, "What stands as entry 1 names an entry before it: the first entry was removed and this one numbered and hashed anew.");
        }
        else if (before.FieldsHold && before.Entry.PreviousHash == e.Entry.PreviousHash)
        {
            Found(Tampering.Inserted, before.Sequence, $"Entry {before.Sequence} was inserted: entry {e.Sequence} names the hash of the entry before it and passes it over.");
        }
        else if (before.FieldsHold && before.BodyHolds)
        {
            var anew = chain.Find(next => next.Sequence == e.Sequence + 1) is { } next && next.Entry.PreviousHash != e.Entry.Hash;
            Found(Tampering.Altered, before.Sequence, anew
                ? $"Entry {e.Sequence} does not follow entry {before.Sequence}: from here on entries were altered or removed and hashed anew. Which of the two, their hashes do not tell."
                : $"Entry {before.Sequence} was altered and hashed anew: entry {e.Sequence} still names its former hash.");
        }
    }

    private void CheckEachEntry()
    {
        for (var i = 0; i < chain.Count; i++)
        {
            var e = chain[i];
            if (!e.BodyHolds && e.FieldsHold)
            {
                Found(Tampering.Altered, e.Sequence, $"Entry {e.Sequence} was altered: its text, salt or actor's name is not what was hashed.");
            }
            else if (!e.FieldsHold)
            {
                Found(Tampering.Altered, e.Sequence, $"Entry {e.Sequence} was altered: {WhatChanged(e, i > 0 ? chain[i - 1] : null, i + 1 < chain.Count ? chain[i + 1] : null)}.");
            }
        }
    }

    private string WhatChanged(CheckedEntry e, CheckedEntry? before, CheckedEntry? after)
    {
        var said = e.Entry.Body;
        if ((after?.Entry.PreviousHash ?? export.Head.Head.Hash) == e.Computed) return "the hash it carries is not its own, though what follows names the right one";
        if (e.HoldsWith(e.Entry with { PreviousHash = before?.Entry.Hash ?? ChainHead.Start.Hash })) return "it does not name the hash of the entry before it, as it once did";
        if (said is not null && e.HoldsWith(e.Entry with { BodyHash = TimelineHash.OfBody(said.Salt, said.ActorName, said.Text) })) return "its body hash is not the one it was written with, though its text is";
        return e.BodyHolds
            ? "its time, kind, actor or number is not what was hashed"
            : "its text and the fields around it are not what was hashed";
    }

    private void CheckTheNumbers()
    {
        var renumbered = chain.Where(e => e.IsRenumbered).ToArray();
        if (renumbered.Length == 0) return;

        var first = renumbered[0];
        var others = renumbered.Length == 1 ? "" : $" The same goes for {renumbered.Length - 1} more.";
        Found(Tampering.Altered, first.Sequence, $"Entry {first.Sequence} was altered: it is numbered {first.Entry.Sequence}, but its hash holds for number {first.Sequence}.{others}");
    }

    private void CheckTheEnd()
    {
        var last = chain.Count == 0 ? ChainHead.Start : new ChainHead(chain[^1].Sequence, chain[^1].Entry.Hash);
        var head = export.Head.Head;
        var whose = headHolds ? "signed head" : "head in the file, whose signature does not hold,";
        if (head.Sequence > last.Sequence)
        {
            FoundRemoved(last.Sequence + 1, head.Sequence, $": the {whose} reaches to entry {head.Sequence}");
        }
        else if (headHolds && head.Hash != last.Hash && (chain.Count == 0 || chain[^1].Computed != head.Hash))
        {
            Found(Tampering.Altered, last.Sequence, findings.Count == 0
                ? $"The entries agree with each other but not with the signed head: entry {last.Sequence}, or one before it, was altered and everything after it hashed anew. Which one, only a head that was witnessed earlier can narrow down."
                : $"Entry {last.Sequence} is not the one that the signed head names.");
        }
    }

    private void FoundRemoved(int from, int to, string how) =>
        Found(Tampering.Removed, from, from == to ? $"Entry {from} was removed{how}." : $"Entries {from} to {to} were removed{how}.");

    private void Found(Tampering kind, int entry, string sentence) => findings.Add(new Finding(kind, entry, sentence));
}
