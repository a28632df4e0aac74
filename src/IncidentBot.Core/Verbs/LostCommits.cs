using System.Text.Json;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.Verbs;

/// <summary>Finds out what became of a commit that was not answered, before anything is said about it.</summary>
public sealed class LostCommits(IServiceScopeFactory scopes)
{
    /// <summary>How often it is looked: for about ten seconds.</summary>
    private const int Looks = 7;

    /// <summary>Finds the reply if it was recorded; null when it certainly was not: then the delivery's key could be written, which waits for a commit that is still under way.</summary>
    internal async Task<Reply?> FindAsync(VerbEntry entry, VerbRequest request, CommitLostException lost, CancellationToken cancel)
    {
        for (var look = 1; look <= Looks; look++)
        {
            try
            {
                await using var services = scopes.CreateAsyncScope();
                var db = services.ServiceProvider.GetRequiredService<IncidentDb>();
                await using var work = await db.BeginAsync(cancel);
                if (await db.Deliveries.AsNoTracking().Where(one => one.Key == lost.Key).Select(one => one.Reply).SingleOrDefaultAsync(cancel) is { } first)
                {
                    return JsonSerializer.Deserialize<Reply>(first, JsonSerializerOptions.Web)!;
                }

                db.Add(new Delivery(lost.Key, request.Person, entry.Name, services.ServiceProvider.GetRequiredService<IncidentTime>().Now));
                await db.SaveChangesAsync(cancel);
                return null;
            }
            catch (Exception fault) when (fault is not OperationCanceledException && Transient.Is(fault))
            {
                await Task.Delay(VerbRouter.Pause(look), cancel);
            }
        }

        throw new OutcomeUnknownException(lost.InnerException!);
    }
}

/// <summary>Ends a unit of work of which it is not known whether it was committed.</summary>
internal sealed class CommitLostException(string key, Exception inner) : Exception("The commit was not answered.", inner)
{
    public string Key { get; } = key;
}
