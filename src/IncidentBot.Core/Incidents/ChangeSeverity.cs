using IncidentBot.Core.Paging;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Changes the severity and tells the room why; a worse one pages the next level.</summary>
public sealed record ChangeSeverity(Severity To, string? Because = null) : IIncidentVerb, IVerb<ChangeSeverity>
{
    public static Grammar<ChangeSeverity> Grammar => new("severity", "sev")
    {
        Arguments = ["to"],
        Rest = "because",
        Summary = "Changes the severity and tells the room why; a worse one pages the next level.",
        Shorthands = new Dictionary<string, string> { ["p1"] = "1", ["p2"] = "2", ["p3"] = "3", ["p4"] = "4", ["p5"] = "5" },
        Examples = ["severity 1 the backups are encrypted too", "P2"],
    };

    public static Permission Needs => Permission.ChangeFacts;
}

public sealed class ChangeSeverityHandler(PlanBook plans, Pager pager, IncidentTime time) : IHandle<ChangeSeverity>
{
    public async Task<Reply> HandleAsync(ChangeSeverity verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.MustBeActive();
        var change = incident.ChangeSeverity(verb.To, verb.Because, by);
        if (change.Worsened && incident.State.IsActive() && await plans.OfAsync(incident, cancel) is { } plan && PageLadders.OnDeclare(plan, verb.To, time.Now) is { Count: > 0 } ladder)
        {
            await pager.StartAsync(incident, Pager.PlansEscalation, $"{verb.To.Words()}: {incident.PublicName}", ladder, by, cancel);
        }

        return Reply.Of($"{incident.Reference} is now {verb.To.Words()}.");
    }
}
