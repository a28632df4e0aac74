using Stateless;
using Stateless.Graph;
using Stateless.Reflection;
using static IncidentBot.Core.Incidents.IncidentState;

namespace IncidentBot.Core.Incidents;

/// <summary>The state machine of an incident, over its stored state. It decides and does no I/O: what must be known from elsewhere comes in as <see cref="LifecycleFacts"/>.</summary>
public sealed class IncidentLifecycle
{
    private static readonly IncidentState[] Worked = [Triage, Containment, Eradication, Recovery, Validation];

    private readonly Incident incident;
    private readonly LifecycleFacts facts;
    private readonly DateTimeOffset now;
    private readonly StateMachine<IncidentState, IncidentTrigger> machine;

    private IncidentLifecycle(Incident incident, LifecycleFacts facts, bool overriding, DateTimeOffset now)
    {
        this.incident = incident;
        this.facts = facts;
        this.now = now;
        machine = new StateMachine<IncidentState, IncidentTrigger>(() => incident.State, state => incident.MoveTo(state, now));

        // What an override may not pass: a decision about a legal clock is legal's alone.
        Func<bool> Or(Func<bool> met) => () => overriding || met();

        machine.Configure(Triage)
            .PermitIf(IncidentTrigger.Confirm, Containment,
                Guard(Or(() => facts.HasCommander), "somebody must be in command: `ic @person`"),
                Guard(Or(() => facts.ScopeKnown), "say what is affected: `scope systems=…` (or accounts=…, data=…)"));

        machine.Configure(Containment)
            .PermitIf(IncidentTrigger.Contain, Eradication, Or(() => facts.OpenShortTermContainment == 0),
                "short-term containment must be done: `task list`, then `task done <n>` or `task waive <n> <reason>`");

        machine.Configure(Eradication)
            .PermitIf(IncidentTrigger.Eradicate, Recovery, Or(() => facts.OpenEradication == 0),
                "eradication tasks must be decided: `task list`, then `task done <n>` or `task waive <n> <reason>`");

        machine.Configure(Recovery)
            .PermitIf(IncidentTrigger.Restore, Validation, Or(() => incident.RestoredFrom is not null),
                "say what was restored and from where: `restored <what, from which backup>`");

        machine.Configure(Validation)
            .PermitIf(IncidentTrigger.Validate, Review, Or(() => facts.OpenValidation == 0),
                "systems must be tested before full service: `task list`, then `task done <n>` or `task waive <n> <reason>`");

        machine.Configure(Review)
            .PermitIf(IncidentTrigger.Close, Closed,
                Guard(Or(() => facts.PostMortemPosted), "the post-mortem must be posted: `review`, then `review post`"),
                Guard(() => facts.UndecidedClocks == 0, "every clock must be decided or have a named legal owner: `clocks`, then `clock filed`, `clock not-required` or `clock owner <id> @person`"),
                Guard(Or(() => facts.UnownedFollowUps == 0), "every follow-up must have an owner: `followup list`, then `followup assign <n> @person`"))
            .PermitDynamic(IncidentTrigger.Reopen, () => incident.LeftState ?? Validation, "the state it left",
                [.. Worked.Select(state => new DynamicStateInfo(state.ToString(), "the state it left"))]);

        foreach (var state in Worked)
        {
            machine.Configure(state)
                .PermitIf(IncidentTrigger.Dismiss, Dismissed, () => facts.RunningUndecidedClocks == 0,
                    "a clock is running that is not decided: `clocks`, then `clock not-required <id> <reason>` or `clock filed <id>`")
                .Permit(IncidentTrigger.Merge, Merged);
        }

        machine.Configure(Review).Permit(IncidentTrigger.Merge, Merged);
        foreach (var state in Worked.Append(Review).Where(state => state != Triage))
        {
            machine.Configure(state).PermitDynamic(IncidentTrigger.Back, () => incident.BackTo, "an earlier state, with a reason",
                [.. Worked.Where(earlier => earlier < state).Select(earlier => new DynamicStateInfo(earlier.ToString(), "with a reason"))]);
        }

        machine.Configure(Dismissed).Permit(IncidentTrigger.Reopen, Triage);
        machine.Configure(Closed).Permit(IncidentTrigger.Reopen, Review);
    }

    public static IncidentLifecycle Of(Incident incident, LifecycleFacts facts, DateTimeOffset now, bool overriding = false) => new(incident, facts, overriding, now);

    /// <summary>The trigger that leads on along the main line; null where nothing does.</summary>
    public static IncidentTrigger? Next(IncidentState state) => state switch
    {
        Triage => IncidentTrigger.Confirm,
        Containment => IncidentTrigger.Contain,
        Eradication => IncidentTrigger.Eradicate,
        Recovery => IncidentTrigger.Restore,
        Validation => IncidentTrigger.Validate,
        Review => IncidentTrigger.Close,
        Closed or Dismissed or Merged => null,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>What is missing for a trigger, in words; empty when it may fire, null when the state has no such trigger.</summary>
    public IReadOnlyList<string>? Unmet(IncidentTrigger trigger) =>
        machine.CanFire(trigger, out var unmet) ? [] : unmet?.ToList();

    public async Task FireAsync(IncidentTrigger trigger)
    {
        switch (Unmet(trigger))
        {
            case null:
                throw IncidentRefusals.NotFromHere(incident, trigger, await PossibleAsync());
            case { Count: > 0 } unmet:
                throw IncidentRefusals.Unmet(incident, trigger, unmet, passable: Of(incident, facts, now, overriding: true).Unmet(trigger) is { Count: 0 });
            default:
                await machine.FireAsync(trigger);
                break;
        }
    }

    /// <summary>The machine as a Mermaid diagram, for <c>docs/lifecycle.md</c>.</summary>
    public string Diagram() => MermaidGraph.Format(machine.GetInfo(), MermaidGraphDirection.LeftToRight);

    private static Tuple<Func<bool>, string> Guard(Func<bool> met, string missing) => Tuple.Create(met, missing);

    private async Task<IEnumerable<string>> PossibleAsync()
    {
        _ = await machine.GetPermittedTriggersAsync();
        return Enum.GetValues<IncidentTrigger>().Where(trigger => Unmet(trigger) is not null).Select(trigger => trigger.Verb()).DefaultIfEmpty("status");
    }
}

/// <summary>What the guards need to know from elsewhere, read in the same unit of work.</summary>
public sealed record LifecycleFacts
{
    public bool HasCommander { get; init; }

    public bool ScopeKnown { get; init; }

    public int OpenShortTermContainment { get; init; }

    public int OpenEradication { get; init; }

    public int OpenValidation { get; init; }

    public bool PostMortemPosted { get; init; }

    /// <summary>Clocks neither decided nor handed to a named legal owner.</summary>
    public int UndecidedClocks { get; init; }

    /// <summary>Clocks that run and are not decided; an owner does not help here.</summary>
    public int RunningUndecidedClocks { get; init; }

    public int UnownedFollowUps { get; init; }
}
