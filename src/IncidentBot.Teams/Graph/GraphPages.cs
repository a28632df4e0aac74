using System.Runtime.CompilerServices;

namespace IncidentBot.Teams.Graph;

/// <summary>Reads lists that come in pages, to the end but never without end.</summary>
internal static class GraphPages
{
    /// <summary>At a hundred rows a page that is more than a team has.</summary>
    private const int MostPages = 500;

    /// <param name="page">The call, given the address of the page; null for the first.</param>
    public static async IAsyncEnumerable<T> All<TPage, TRow, T>(string name, Func<string?, Task<TPage?>> page, Func<TPage, string?> next, Func<TPage, IEnumerable<TRow>?> rows, Func<TRow, T> read, [EnumeratorCancellation] CancellationToken cancel)
        where TPage : class
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? address = null;
        do
        {
            cancel.ThrowIfCancellationRequested();
            var answer = await page(address) ?? throw TeamsException.NoAnswer(name, "unreadable", mayBeDone: false);
            foreach (var row in rows(answer) ?? [])
            {
                yield return read(row);
            }

            address = next(answer);
            if (address is not null && (!seen.Add(address) || seen.Count >= MostPages))
            {
                throw new TeamsException(name, "endless", TeamsFailure.NotAllowed);
            }
        }
        while (address is not null);
    }
}
