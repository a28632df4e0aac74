using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Obligations;

/// <summary>Shows the statutory clocks: what runs, what may apply, and what to ask.</summary>
public sealed record ShowClocks() : IIncidentVerb, IReadVerb, IVerb<ShowClocks>
{
    public static Grammar<ShowClocks> Grammar => new("clocks")
    {
        Summary = "Shows the statutory clocks: what runs, what may apply, and what to ask.",
        Examples = ["clocks"],
    };

    public static Permission Needs => Permission.Find;
}

public sealed class ShowClocksHandler(ClockText clocks) : IHandle<ShowClocks>
{
    public async Task<Reply> HandleAsync(ShowClocks verb, Incident incident, Actor by, CancellationToken cancel) =>
        Reply.Of(await clocks.WordsAsync(incident, (by.Standing & Standing.Legal) != 0, cancel));
}
