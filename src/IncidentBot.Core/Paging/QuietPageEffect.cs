using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging;

/// <summary>Stops what still rings elsewhere for a page that is over. It follows the send in its lane, so that it never comes first.</summary>
public sealed class QuietPageEffect(IncidentDb db, IEnumerable<IQuietChannel> channels) : IEffectHandler
{
    internal const string Name = "page.quiet";

    public string Kind => Name;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var attempt = await db.PageAttempts.AsNoTracking().SingleAsync(one => one.Id == effect.Read<SendPageArguments>().Attempt, cancel);
        if (channels.FirstOrDefault(one => one.Method == attempt.Method) is { } channel && attempt.Address is { } address)
        {
            try
            {
                await channel.QuietAsync($"{attempt.Id}", address, cancel);
            }
            catch (SendException refused) when (refused.Failure is SendFailure.Refused)
            {
                // It would be the same the next time, and the page is over.
                return (_, incident, _) =>
                {
                    incident.Record("not-quiet", Verbs.Actor.Bot, $"{attempt.Name}: what rings by {attempt.Method} could not be ended: {refused.Message}", new { contact = attempt.Contact, method = attempt.Method });
                    return Task.CompletedTask;
                };
            }
        }

        return null;
    }
}
