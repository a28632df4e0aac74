using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Obligations;

/// <summary>Records that a notice was filed: its reference, and when if not now.</summary>
public sealed record RecordFiling(string Clock, string Reference, string? At = null, string? Zone = null) : IIncidentVerb, IVerb<RecordFiling>
{
    public static Grammar<RecordFiling> Grammar => new("clock filed")
    {
        Arguments = ["clock"],
        Summary = "Records that a notice was filed: its reference, and when if not now.",
        Examples = ["clock filed 2 --reference BlnBDI-4711 --at 2026-11-25T09:40"],
    };

    public static Permission Needs => Permission.DecideLaw;
}

public sealed class RecordFilingHandler(IncidentDb db, LawCases cases, ClockBook clocks, IncidentTime time) : IHandle<RecordFiling>
{
    public async Task<Reply> HandleAsync(RecordFiling verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var reference = Wording.Checked(verb.Reference, "The reference", Limits.Title);
        var clock = await clocks.FindOneAsync(incident, verb.Clock, cancel);
        if (clock.Decided)
        {
            throw ObligationRefusals.AlreadyDecided(clock);
        }

        var (moment, zone) = Moments.Read(verb.At, verb.Zone, (await cases.ReadAsync(incident, cancel)).Zone, time.Now);
        var at = Moments.Filed(moment, zone, time.Now);
        if (at > time.Now + Moments.Slack.ToTimeSpan())
        {
            throw ObligationRefusals.InTheFuture(verb.At!);
        }

        clock.File(reference, at, by.Person, time.Now);
        db.Add(new LawEvent(incident.Id, $"{clock.RowId}.sent", moment.ToString(), moment.Zone?.Id ?? "", reference, false, by.Person, time.Now));
        incident.Record("clock-filed", by, $"{by.Name} recorded the filing of {ClockWords.Cite(clock)} at {Moments.Words(moment, zone)}, reference {reference}: {clock.State.Words()}", new { clock = clock.RowId, reference, at, state = clock.State.Kebab() });
        await clocks.CancelAsync(clock, cancel);
        var changes = await clocks.ReviewAsync(incident, by, cancel);
        return Reply.Of($"{ClockWords.Cite(clock)} is {clock.State.Words()}, filed as {reference}.{changes.Words}");
    }
}
