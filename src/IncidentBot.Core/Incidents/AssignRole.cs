using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Gives somebody a part in the incident: commander, technical-lead, communications-lead, legal-lead or scribe.</summary>
public sealed record AssignRole(IncidentRole Role, Id<Person> Person) : IIncidentVerb, IVerb<AssignRole>
{
    public static Grammar<AssignRole> Grammar => new("role")
    {
        Arguments = ["role", "person"],
        Summary = "Gives somebody a part in the incident: commander, technical-lead, communications-lead, legal-lead or scribe.",
        Examples = ["role technical-lead @sam"],
    };

    public static Permission Needs => Permission.ManagePeople;
}

public sealed class AssignRoleHandler(RoleBook roles) : IHandle<AssignRole>
{
    public Task<Reply> HandleAsync(AssignRole verb, Incident incident, Actor by, CancellationToken cancel) =>
        roles.AssignAsync(incident, verb.Role, verb.Person, by, cancel);
}
