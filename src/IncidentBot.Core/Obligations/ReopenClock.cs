using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Obligations;

/// <summary>Takes back a decision that was a mistake: the clock is again what events and facts say.</summary>
public sealed record ReopenClock(string Clock, string Reason) : IIncidentVerb, IVerb<ReopenClock>
{
    public static Grammar<ReopenClock> Grammar => new("clock reopen")
    {
        Arguments = ["clock"],
        Rest = "reason",
        Summary = "Takes back a filing, a hold or \"not required\" that was a mistake: the clock runs again by what is recorded.",
        Examples = ["clock reopen 4 filed for another client"],
    };

    public static Permission Needs => Permission.DecideLaw;
}

public sealed class ReopenClockHandler(IncidentDb db, ClockBook clocks, IncidentTime time) : IHandle<ReopenClock>
{
    public async Task<Reply> HandleAsync(ReopenClock verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var reason = Wording.Checked(verb.Reason, "The reason");
        var clock = await clocks.FindOneAsync(incident, verb.Clock, cancel);
        if (clock.State is not (ClockState.Met or ClockState.MetLate or ClockState.NotRequired or ClockState.Held))
        {
            throw ObligationRefusals.NotDecided(clock);
        }

        var was = clock.State;
        await WithdrawAsync(clock, reason, by, cancel);
        await clocks.ReopenAsync(clock, cancel);
        incident.Record("clock-reopened", by, $"{by.Name} reopened {ClockWords.Cite(clock)}, which was {was.Words()}: {reason}", new { clock = clock.RowId, was = was.Kebab(), reason });
        var changes = await clocks.ReviewAsync(incident, by, cancel);
        return Reply.Of($"{ClockWords.Cite(clock)} is open again: {ClockWords.Stands(clock)}.{changes.Words}");
    }

    /// <summary>What was filed by mistake was not sent: the claim stays, and another says that it does not count, so that stages which follow it go by what remains.</summary>
    private async Task WithdrawAsync(Clock clock, string reason, Actor by, CancellationToken cancel)
    {
        if (clock.FiledAt is null)
        {
            return;
        }

        var (sent, reference, filer) = ($"{clock.RowId}.sent", clock.Reference, clock.DecidedBy);
        var claims = await db.LawEvents.Where(one => one.IncidentId == clock.IncidentId).ToListAsync(cancel);
        if (LawEvent.Standing(claims).Where(one => one.Name == sent && one.Reason == reference && one.RecordedBy == filer).MaxBy(one => one.RecordedAt) is { } filing)
        {
            db.Add(filing.Withdrawn(reason, by.Person, time.Now));
        }
    }
}
