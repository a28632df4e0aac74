using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Obligations;

/// <summary>Holds a clock until an instant, for instance for law enforcement.</summary>
public sealed record HoldClock(string Clock, string Until, string Reason, string? Zone = null) : IIncidentVerb, IVerb<HoldClock>
{
    public static Grammar<HoldClock> Grammar => new("clock hold")
    {
        Arguments = ["clock"],
        Rest = "reason",
        Summary = "Holds a clock until an instant, for instance for law enforcement.",
        Examples = ["clock hold 3 --until 2026-12-10 the FBI asked in writing to wait"],
    };

    public static Permission Needs => Permission.DecideLaw;
}

public sealed class HoldClockHandler(LawCases cases, ClockBook clocks, IncidentTime time) : IHandle<HoldClock>
{
    public async Task<Reply> HandleAsync(HoldClock verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var reason = Wording.Checked(verb.Reason, "The reason");
        var clock = await clocks.FindOneAsync(incident, verb.Clock, cancel);
        if (clock.Decided)
        {
            throw ObligationRefusals.AlreadyDecided(clock);
        }

        var (moment, zone) = Moments.Read(verb.Until, verb.Zone, (await cases.ReadAsync(incident, cancel)).Zone, time.Now, "until");
        var until = IncidentTime.Cut(moment.Earliest(zone).ToDateTimeOffset());
        if (until <= time.Now)
        {
            throw ObligationRefusals.NotInTheFuture(verb.Until);
        }

        clock.Hold(until, reason, by.Person, time.Now);
        await clocks.CancelAsync(clock, cancel);
        incident.Record("clock-held", by, $"{by.Name} holds {ClockWords.Cite(clock)} until {Moments.Words(moment, zone)}: {reason}", new { clock = clock.RowId, until, reason });
        return Reply.Of($"{ClockWords.Cite(clock)} is held until {Moments.Words(moment, zone)}. Then it runs again and legal is told.");
    }
}
