using System.Collections.Concurrent;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Keeps the card of an incident until something about it changes: when many ask at once, it is made once. What this process changed is seen by the next look, what another changed when it says so,
/// and what nobody says (somebody's new name) within a second. Whether somebody may see it is asked every time, and not here.</summary>
public sealed class CardShelf(Signals signals, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private const int Most = 1000;

    private readonly ConcurrentDictionary<Id<Incident>, Kept> shelf = new();

    public async Task<Reply> ShowAsync(Incident incident, IncidentCard cards, CancellationToken cancel)
    {
        // Counted before it is read: what changes meanwhile makes this one old at once.
        var turn = signals.Turn(incident.Id.Value);
        if (shelf.TryGetValue(incident.Id, out var kept) && kept.Turn == turn && kept.Version == incident.Version && time.GetUtcNow() - kept.At < Longest)
        {
            return kept.Shown;
        }

        var at = time.GetUtcNow();
        var shown = Reply.Of(await cards.BuildAsync(incident, cancel));
        if (shelf.Count >= Most)
        {
            shelf.Clear();
        }

        shelf[incident.Id] = new Kept(shown, turn, incident.Version, at);
        return shown;
    }

    private sealed record Kept(Reply Shown, long Turn, int Version, DateTimeOffset At);
}
