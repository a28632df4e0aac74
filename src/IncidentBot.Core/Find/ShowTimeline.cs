using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Find;

/// <summary>Shows the last entries of the timeline.</summary>
public sealed record ShowTimeline(int Last = 20) : IIncidentVerb, IReadVerb, IVerb<ShowTimeline>
{
    public static Grammar<ShowTimeline> Grammar => new("timeline")
    {
        Summary = "Shows the last entries of the timeline.",
        Examples = ["timeline", "timeline --last 50"],
    };

    public static Permission Needs => Permission.Find;
}

public sealed class ShowTimelineHandler(TimelineText timeline) : IHandle<ShowTimeline>
{
    public async Task<Reply> HandleAsync(ShowTimeline verb, Incident incident, Actor by, CancellationToken cancel) =>
        Reply.Of(await timeline.LastAsync(incident, Math.Clamp(verb.Last, 1, 200), cancel));
}
