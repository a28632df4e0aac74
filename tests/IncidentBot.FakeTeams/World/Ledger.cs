using System.Collections;
using System.Collections.Immutable;

namespace IncidentBot.TeamsFake.World;

/// <summary>A list that a test may read while the server writes: whoever reads it has it as it was at that moment. Two write at once only with the world locked.</summary>
public sealed class Ledger<T> : IReadOnlyList<T>
{
    private ImmutableList<T> rows = [];

    public int Count => Now.Count;

    private ImmutableList<T> Now => Volatile.Read(ref rows);

    public T this[int index] => Now[index];

    public void Add(T row) => Volatile.Write(ref rows, Now.Add(row));

    public void AddRange(IEnumerable<T> more) => Volatile.Write(ref rows, Now.AddRange(more));

    public void Insert(int index, T row) => Volatile.Write(ref rows, Now.Insert(index, row));

    public bool Remove(T row)
    {
        var without = Now.Remove(row);
        var found = without.Count != Now.Count;
        Volatile.Write(ref rows, without);
        return found;
    }

    public bool Contains(T row) => Now.Contains(row);

    public T? Find(Predicate<T> which) => Now.Find(which);

    public bool Exists(Predicate<T> which) => Now.Exists(which);

    public IEnumerator<T> GetEnumerator() => Now.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
