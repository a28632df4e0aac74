using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Find;

/// <summary>Shows who is on the incident, their parts, and who was paged when.</summary>
public sealed record ShowPeople() : IIncidentVerb, IReadVerb, IVerb<ShowPeople>
{
    public static Grammar<ShowPeople> Grammar => new("who")
    {
        Summary = "Shows who is on the incident, their parts, and who was paged when.",
        Examples = ["who"],
    };

    public static Permission Needs => Permission.Find;
}

public sealed class ShowPeopleHandler(PeopleText people) : IHandle<ShowPeople>
{
    public async Task<Reply> HandleAsync(ShowPeople verb, Incident incident, Actor by, CancellationToken cancel) =>
        Reply.Of(await people.ForAsync(incident, cancel));
}
