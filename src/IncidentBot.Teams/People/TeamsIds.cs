using System.Collections.Concurrent;
using IncidentBot.Teams.Connector;

namespace IncidentBot.Teams.People;

/// <summary>The ids in Entra of those whom a bot knows by ids of its own. They stay the same for ever, so each is asked for once.</summary>
public sealed class TeamsIds(ITeamsConnector connector)
{
    private const int Most = 5000;

    private readonly ConcurrentDictionary<(string Bot, string Id), string> known = new();

    /// <summary>Null where Teams does not say.</summary>
    public async Task<string?> FindAsync(TeamsAddress place, string id, CancellationToken cancel)
    {
        if (known.TryGetValue((place.BotId, id), out var one))
        {
            return one;
        }

        try
        {
            if ((await connector.FindMemberAsync(place, id, cancel))?.ObjectId is not { } found)
            {
                return null;
            }

            if (known.Count >= Most)
            {
                known.Clear();
            }

            return known[(place.BotId, id)] = found;
        }
        catch (TeamsException unknown) when (unknown.Failure is TeamsFailure.TargetGone or TeamsFailure.NotAllowed)
        {
            return null;
        }
    }
}
