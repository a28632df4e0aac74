using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Verbs;

/// <summary>Does a verb on one incident. The router has recorded the delivery, begun the transaction, locked the incident and checked the permission; it commits, wakes the relay and answers.</summary>
public interface IHandle<in TVerb>
    where TVerb : IIncidentVerb
{
    Task<Reply> HandleAsync(TVerb verb, Incident incident, Actor by, CancellationToken cancel);
}

/// <summary>Does a verb in one organisation, such as declaring an incident there.</summary>
public interface IHandleInOrganisation<in TVerb>
    where TVerb : IOrganisationVerb
{
    Task<Reply> HandleAsync(TVerb verb, Organisation organisation, Actor by, CancellationToken cancel);
}

/// <summary>Does a verb about a client, with the incident in whose room it was said.</summary>
public interface IHandleForClient<in TVerb>
    where TVerb : IClientVerb
{
    /// <param name="verb">What to do.</param>
    /// <param name="client">Whom it is about.</param>
    /// <param name="incident">Null where it was said elsewhere or names its client.</param>
    /// <param name="by">What they are in the incident, or at the client.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task<Reply> HandleAsync(TVerb verb, Organisation client, Incident? incident, Actor by, CancellationToken cancel);
}

/// <summary>Does a verb that is about no incident and no organisation in particular.</summary>
public interface IHandleAnywhere<in TVerb>
    where TVerb : IVerb
{
    Task<Reply> HandleAsync(TVerb verb, Actor by, CancellationToken cancel);
}

/// <summary>A verb that acts in an organisation; without a name it is the only one where the person may.</summary>
public interface IOrganisationVerb : IVerb
{
    string? Client { get; }
}

/// <summary>A verb that looks at something of a client. In the room of an incident it is the incident's client, unless it names one, and what somebody may is what they may in the incident.</summary>
public interface IClientVerb : IOrganisationVerb, IReadVerb;

/// <summary>A verb that only looks: no delivery is recorded and nothing is locked.</summary>
public interface IReadVerb : IVerb;

/// <summary>A verb that changes a second incident as well; the router locks both in the order of their numbers.</summary>
public interface ITwoIncidentVerb : IIncidentVerb
{
    IncidentReference Other { get; }
}

/// <summary>A verb with which everybody answers for themselves: the same button pressed by two people is two answers.</summary>
public interface IPersonalVerb : IVerb;

/// <summary>A verb about who somebody is on the chat platform where they say it. It needs no person, and elsewhere its handler says where to say it.</summary>
public interface IChatVerb : IPersonalVerb;
