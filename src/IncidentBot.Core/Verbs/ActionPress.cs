using System.Security.Cryptography;
using System.Text;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Verbs;

/// <summary>Does what a button carries, with the rights of whoever presses it.</summary>
public sealed class ActionPress(VerbCatalogue verbs, VerbRouter router)
{
    /// <param name="action">What it carries.</param>
    /// <param name="place">Platform and tenant, such as slack:T1.</param>
    /// <param name="press">What makes this press one and not another, where the action has no key of its own.</param>
    /// <param name="person">Who pressed.</param>
    /// <param name="cancel">Stops waiting, not what is committed.</param>
    public async Task<Reply> DoAsync(CardAction action, string place, string press, Id<Person>? person, CancellationToken cancel)
    {
        try
        {
            var key = action.Once ?? $"{place}:press:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(press)))[..32]}";
            var offered = Enum.TryParse<IncidentState>(action.OfferedState, out var state) ? state : (IncidentState?)null;
            return await router.HandleAsync(new VerbRequest(key, person, verbs.Read(action.Verb, action.Arguments), IncidentReference.TryParse(action.Incident, out var incident) ? incident : null, offered) { InChat = true }, cancel);
        }
        catch (RefusalException refused)
        {
            return Reply.Of(refused.Refusal);
        }
    }
}
