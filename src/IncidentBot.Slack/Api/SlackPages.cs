using System.Runtime.CompilerServices;

namespace IncidentBot.Slack.Api;

/// <summary>Reads lists that come in pages, to the end but never without end.</summary>
public static class SlackPages
{
    /// <summary>At 999 rows a page that is more than a workspace has.</summary>
    private const int MostPages = 200;

    /// <param name="page">The call, given the cursor; null for the first page.</param>
    /// <param name="rows">What a page holds. Fewer than were asked for is normal, none as well.</param>
    /// <exception cref="SlackException">Slack leads in a circle, or the list has no end.</exception>
    public static async IAsyncEnumerable<T> All<TPage, T>(Func<string?, Task<TPage>> page, Func<TPage, IEnumerable<T>> rows, [EnumeratorCancellation] CancellationToken cancel)
        where TPage : SlackResponse
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            cancel.ThrowIfCancellationRequested();
            var answer = await page(cursor);
            foreach (var row in rows(answer))
            {
                yield return row;
            }

            cursor = answer.NextCursor;
            if (cursor is not null && (!seen.Add(cursor) || seen.Count >= MostPages))
            {
                throw SlackException.Misled("cursor", "invalid_cursor");
            }
        }
        while (cursor is not null);
    }
}
