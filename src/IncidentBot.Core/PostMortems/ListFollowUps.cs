using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.PostMortems;

/// <summary>Lists the follow-ups with their owners and dates.</summary>
public sealed record ListFollowUps() : IIncidentVerb, IReadVerb, IVerb<ListFollowUps>
{
    public static Grammar<ListFollowUps> Grammar => new("followup list", "followups")
    {
        Summary = "Lists the follow-ups with their owners and dates.",
        Examples = ["followup list"],
    };

    public static Permission Needs => Permission.Find;
}

public sealed class ListFollowUpsHandler(FollowUpBook followUps) : IHandle<ListFollowUps>
{
    public async Task<Reply> HandleAsync(ListFollowUps verb, Incident incident, Actor by, CancellationToken cancel) =>
        Reply.Of(await followUps.WordsAsync(incident, cancel));
}
