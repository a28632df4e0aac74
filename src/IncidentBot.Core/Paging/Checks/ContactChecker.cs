using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;
using IncidentBot.Core.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Paging.Checks;

/// <summary>Sends the tests that are due, asks once more where nobody confirmed, and gives up then. That a send is begun is committed before, so that two processes send one test once, and a crash is seen.</summary>
public sealed partial class ContactChecker(IServiceScopeFactory scopes, IEnumerable<ITestChannel> channels, Tickets tickets, ShortCodes codes, PublicLinks links, ILogger<ContactChecker> log)
{
    /// <summary>How long whoever sends a test has it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>How long somebody has to confirm before they are asked again, or given up.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private const int MostFailures = 12;

    private const int AtOnce = 50;

    /// <summary>Plans what the plans' own rhythm has due. Two processes that look at once plan it twice at worst, and the contact is asked once too often.</summary>
    public async Task<int> PlanAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CheckPlanner>().PlanDueAsync(cancel);
    }

    public async Task<int> DrainAsync(CancellationToken cancel)
    {
        var done = 0;
        foreach (var id in await DueAsync(cancel))
        {
            try
            {
                done += await GoOnAsync(id, cancel) ? 1 : 0;
            }
            catch (Exception fault) when (fault is not OperationCanceledException && !Transient.IsDown(fault))
            {
                Log.Failed(log, id, fault);
            }
        }

        return done;
    }

    private async Task<List<Id<ContactCheck>>> DueAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<IncidentDb>(), scope.ServiceProvider.GetRequiredService<IncidentTime>().Now);
        return await db.ContactChecks.Where(one => one.NextAt != null && one.NextAt <= now).OrderBy(one => one.NextAt).Select(one => one.Id).Take(AtOnce).ToListAsync(cancel);
    }

    private async Task<bool> GoOnAsync(Id<ContactCheck> id, CancellationToken cancel)
    {
        var begun = await ChangeAsync(id, (check, now) =>
        {
            if (check.NextAt > now)
            {
                return false;
            }

            if (check.State is CheckState.Asked && check.Asks >= ContactCheck.MostAsks)
            {
                check.End(CheckState.Unanswered, "nobody confirmed", now);
                return false;
            }

            if (check.NextHour(now) is var hour && hour > now)
            {
                check.Wait(hour);
                return false;
            }

            check.Begin(now + Lease);
            if (check.Method == Plans.PlanWords.TextMethod && check.SealedCode is null)
            {
                check.Seal(codes.New());
            }

            return true;
        }, cancel);
        if (begun is not { Open: true } check)
        {
            return false;
        }

        if (channels.FirstOrDefault(one => one.Method == check.Method) is not { } channel)
        {
            await ChangeAsync(id, (it, now) => End(it, $"{it.Method} is not set up any more", now), cancel);
            return true;
        }

        var ticket = tickets.For(check.Id);
        var test = new ContactTest($"{check.Id}", check.Address, check.Provider, ticket, check.SealedCode is { } code ? codes.Open(code) : null, links.ToCheck(ticket));
        try
        {
            var answer = await channel.TestAsync(test, cancel);
            await ChangeAsync(id, (it, now) => Take(it, answer, now), cancel);
        }
        catch (SendException fault) when (fault.Failure is SendFailure.Refused)
        {
            await ChangeAsync(id, (it, now) => End(it, fault.Message, now), cancel);
        }
        catch (SendException fault) when (fault.Failure is SendFailure.Unknown)
        {
            // A test that may have arrived is asked again in two days, not at once.
            await ChangeAsync(id, (it, now) => Take(it, fault.Message, now), cancel);
        }
        catch (Exception fault) when (fault is SendException or RetryAfterException)
        {
            await ChangeAsync(id, (it, now) => it.Failures + 1 >= MostFailures ? End(it, fault.Message, now) : Hold(it, fault.Message, now), cancel);
        }

        return true;
    }

    private static bool Take(ContactCheck check, string answer, DateTimeOffset now)
    {
        check.Take(answer, now, now + Patience);
        return true;
    }

    private static bool Hold(ContactCheck check, string answer, DateTimeOffset now)
    {
        check.Hold(answer, now + Pause);
        return true;
    }

    private static bool End(ContactCheck check, string answer, DateTimeOffset now)
    {
        check.End(CheckState.Failed, answer, now);
        return true;
    }

    /// <summary>Changes a check that is still open, one at a time. Null where it is not, or the change says that nothing is left to do.</summary>
    private async Task<ContactCheck?> ChangeAsync(Id<ContactCheck> id, Func<ContactCheck, DateTimeOffset, bool> change, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<IncidentDb>(), scope.ServiceProvider.GetRequiredService<IncidentTime>().Now);
        await using var work = await db.BeginAsync(cancel);

        // Of two who come at once, the second waits here and then sees what the first did.
        await db.ContactChecks.Where(one => one.Id == id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Asks, one => one.Asks), cancel);
        var check = await db.ContactChecks.SingleAsync(one => one.Id == id, cancel);
        var goesOn = check.Open && change(check, now);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return goesOn ? check : null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The test {Check} of a contact could not go on; the next sweep tries again.")]
        public static partial void Failed(ILogger logger, Id<ContactCheck> check, Exception fault);
    }
}
