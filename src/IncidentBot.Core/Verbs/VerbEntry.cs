using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.Verbs;

/// <summary>One verb as the router knows it: its grammar, its permission and who handles it.</summary>
public sealed class VerbEntry
{
    private delegate Task<Reply> Dispatch(IServiceProvider services, IVerb verb, Incident? incident, Organisation? organisation, Actor by, CancellationToken cancel);

    private readonly Dispatch dispatch;

    private VerbEntry(Grammar grammar, Permission needs, Type verb, Type handler, Dispatch dispatch)
    {
        Grammar = grammar;
        Needs = needs;
        VerbType = verb;
        HandlerType = handler;
        this.dispatch = dispatch;
    }

    public Grammar Grammar { get; }

    public Permission Needs { get; }

    public Type VerbType { get; }

    public Type HandlerType { get; }

    public string Name => Grammar.Names[0];

    public bool Reads => VerbType.IsAssignableTo(typeof(IReadVerb));

    public bool OnIncident => VerbType.IsAssignableTo(typeof(IIncidentVerb));

    /// <summary>Said on a chat platform alone.</summary>
    public bool InChat => VerbType.IsAssignableTo(typeof(IChatVerb));

    /// <summary>About the client of the incident in whose room it is said, or of one that it names.</summary>
    public bool ForClient => VerbType.IsAssignableTo(typeof(IClientVerb));

    public bool InOrganisation => VerbType.IsAssignableTo(typeof(IOrganisationVerb));

    public static VerbEntry On<TVerb, THandler>()
        where TVerb : IIncidentVerb, IVerb<TVerb>
        where THandler : class, IHandle<TVerb> =>
        new(TVerb.Grammar, TVerb.Needs, typeof(TVerb), typeof(THandler),
            (services, verb, incident, _, by, cancel) => services.GetRequiredService<THandler>().HandleAsync((TVerb)verb, incident!, by, cancel));

    public static VerbEntry In<TVerb, THandler>()
        where TVerb : IOrganisationVerb, IVerb<TVerb>
        where THandler : class, IHandleInOrganisation<TVerb> =>
        new(TVerb.Grammar, TVerb.Needs, typeof(TVerb), typeof(THandler),
            (services, verb, _, organisation, by, cancel) => services.GetRequiredService<THandler>().HandleAsync((TVerb)verb, organisation!, by, cancel));

    public static VerbEntry For<TVerb, THandler>()
        where TVerb : IClientVerb, IVerb<TVerb>
        where THandler : class, IHandleForClient<TVerb> =>
        new(TVerb.Grammar, TVerb.Needs, typeof(TVerb), typeof(THandler),
            (services, verb, incident, organisation, by, cancel) => services.GetRequiredService<THandler>().HandleAsync((TVerb)verb, organisation!, incident, by, cancel));

    public static VerbEntry Anywhere<TVerb, THandler>()
        where TVerb : IVerb<TVerb>
        where THandler : class, IHandleAnywhere<TVerb> =>
        new(TVerb.Grammar, TVerb.Needs, typeof(TVerb), typeof(THandler),
            (services, verb, _, _, by, cancel) => services.GetRequiredService<THandler>().HandleAsync((TVerb)verb, by, cancel));

    internal Task<Reply> HandleAsync(IServiceProvider services, IVerb verb, Incident? incident, Organisation? organisation, Actor by, CancellationToken cancel) =>
        dispatch(services, verb, incident, organisation, by, cancel);
}
