using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.PostMortems;

/// <summary>Says what was done about a gap in the plan that the review found, or why nothing is: it is no proposed change any more.</summary>
public sealed record SettleGap(int Number, string How) : IIncidentVerb, IVerb<SettleGap>
{
    public static Grammar<SettleGap> Grammar => new("gap settle")
    {
        Arguments = ["number"],
        Rest = "how",
        Summary = "Says what was done about a gap in the plan that the review found, or why nothing is.",
        Examples = ["gap settle 1 the lab is a contact now", "INC-42 gap settle 2 the insurer covers that"],
        Notes = ["Gaps are recorded with `lesson gap`. Until they are settled `plan check` shows them as proposed changes, and so does the page of the plan."],
    };

    public static Permission Needs => Permission.Prepare;
}

public sealed class SettleGapHandler(GapBook gaps, IncidentTime time) : IHandle<SettleGap>
{
    public async Task<Reply> HandleAsync(SettleGap verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var gap = await gaps.FindAsync(incident, verb.Number, cancel);
        if (gap.SettledAt is not null)
        {
            throw IncidentRefusals.AlreadyThat(incident, $"through with gap {verb.Number}");
        }

        var how = Wording.Checked(verb.How, "What was done");
        gap.Settle(how, time.Now);
        incident.Record("gap-settled", by, $"{by.Name} settled gap {verb.Number} ({gap.Text}): {how}", new { gap = verb.Number, how });
        return Reply.Of($"Gap {verb.Number} is settled and no proposed change any more.");
    }
}
