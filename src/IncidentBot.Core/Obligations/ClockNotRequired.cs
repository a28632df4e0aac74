using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Obligations;

/// <summary>Decides that a notice is not required, and why.</summary>
public sealed record ClockNotRequired(string Clock, string Reason) : IIncidentVerb, IVerb<ClockNotRequired>
{
    public static Grammar<ClockNotRequired> Grammar => new("clock not-required")
    {
        Arguments = ["clock"],
        Rest = "reason",
        Summary = "Decides that a notice is not required, and why.",
        Examples = ["clock not-required 4 no New York residents are affected", "clock not-required all confirmed false alarm"],
    };

    public static Permission Needs => Permission.DecideLaw;
}

public sealed class ClockNotRequiredHandler(ClockBook clocks, IncidentTime time) : IHandle<ClockNotRequired>
{
    public async Task<Reply> HandleAsync(ClockNotRequired verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var reason = Wording.Checked(verb.Reason, "The reason");
        var decided = await clocks.FindAsync(incident, verb.Clock, cancel);
        foreach (var clock in decided)
        {
            if (clock.Decided)
            {
                throw ObligationRefusals.AlreadyDecided(clock);
            }

            clock.NotRequired(reason, by.Person, time.Now);
            await clocks.CancelAsync(clock, cancel);
        }

        var titles = string.Join(", ", decided.Select(ClockWords.Cite));
        incident.Record("clock-not-required", by, $"{by.Name} decided that no notice is required under {titles}: {reason}", new { clocks = decided.Select(clock => clock.RowId), reason });
        return Reply.Of($"Not required: {titles}.");
    }
}
