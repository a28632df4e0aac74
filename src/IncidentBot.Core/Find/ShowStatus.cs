using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Find;

/// <summary>Shows the incident as it stands.</summary>
public sealed record ShowStatus() : IIncidentVerb, IReadVerb, IVerb<ShowStatus>
{
    public static Grammar<ShowStatus> Grammar => new("status", "show")
    {
        Summary = "Shows the incident as it stands.",
        Examples = ["status", "status INC-42"],
    };

    public static Permission Needs => Permission.Find;
}

public sealed class ShowStatusHandler(IncidentCard cards, CardShelf shelf) : IHandle<ShowStatus>
{
    public Task<Reply> HandleAsync(ShowStatus verb, Incident incident, Actor by, CancellationToken cancel) => shelf.ShowAsync(incident, cards, cancel);
}
