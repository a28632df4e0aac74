using System.Collections.Concurrent;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Requests;

namespace IncidentBot.Teams.Rooms;

/// <summary>What is heard of a Teams on this machine, where there is no Graph to ask: where the bot was last met among others, and by which id each who spoke is known there.</summary>
public sealed class LocalTeams
{
    private readonly ConcurrentDictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase);
    private volatile TeamsAddress? last;

    /// <summary>A channel or a group chat; null until something comes from one.</summary>
    public TeamsAddress? Place => last;

    /// <param name="user">Their id in Entra.</param>
    /// <returns>Null for who has not spoken yet.</returns>
    public string? IdOf(string user) => ids.TryGetValue(user, out var id) ? id : null;

    public void Hear(TeamsActivity activity)
    {
        if (!activity.Registration.IsAnonymous)
        {
            return;
        }

        if (activity.From is { ObjectId: { } user, Id: var id })
        {
            ids[user] = id;
        }

        if (activity.Address.Kind is not ConversationKind.Personal)
        {
            last = activity.Address.WithoutThread();
        }
    }
}
