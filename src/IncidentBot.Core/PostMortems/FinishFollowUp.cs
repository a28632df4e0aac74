using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.PostMortems;

/// <summary>Says that a follow-up is done.</summary>
public sealed record FinishFollowUp(int Number) : IIncidentVerb, IVerb<FinishFollowUp>
{
    public static Grammar<FinishFollowUp> Grammar => new("followup done")
    {
        Arguments = ["number"],
        Summary = "Says that a follow-up is done.",
        Examples = ["followup done 2"],
    };

    public static Permission Needs => Permission.EditLessons;
}

public sealed class FinishFollowUpHandler(FollowUpBook followUps, IncidentTime time) : IHandle<FinishFollowUp>
{
    public async Task<Reply> HandleAsync(FinishFollowUp verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var item = await followUps.FindAsync(incident, verb.Number, cancel);
        if (item.DoneAt is not null)
        {
            throw IncidentRefusals.AlreadyThat(incident, $"through with follow-up {item.Number}");
        }

        item.Finish(time.Now);
        incident.Record("followup-done", by, $"{by.Name} finished follow-up {item.Number}: {item.Title}", new { followUp = item.Number, item.Title });
        return Reply.Of($"Follow-up {item.Number} is done.");
    }
}
