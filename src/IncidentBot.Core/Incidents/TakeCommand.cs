using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Puts somebody in command of the incident.</summary>
public sealed record TakeCommand(Id<Person> Person) : IIncidentVerb, IVerb<TakeCommand>
{
    public static Grammar<TakeCommand> Grammar => new("ic", "commander")
    {
        Arguments = ["person"],
        Summary = "Puts somebody in command of the incident.",
        Examples = ["ic @nora"],
    };

    public static Permission Needs => Permission.ManagePeople;
}

public sealed class TakeCommandHandler(RoleBook roles) : IHandle<TakeCommand>
{
    public Task<Reply> HandleAsync(TakeCommand verb, Incident incident, Actor by, CancellationToken cancel) =>
        roles.AssignAsync(incident, IncidentRole.Commander, verb.Person, by, cancel);
}
