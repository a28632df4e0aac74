using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Plans;

/// <summary>Says where a client's plan can be taken away as the file that it is.</summary>
public sealed record ExportPlan(int? Version = null, string? Client = null) : IClientVerb, IVerb<ExportPlan>
{
    public static Grammar<ExportPlan> Grammar => new("plan export")
    {
        Summary = "Gives the plan as its YAML file, to keep or to change and import again.",
        Examples = ["plan export", "plan export --version 3 --client contoso-dental"],
    };

    public static Permission Needs => Permission.ReadPlan;
}

public sealed class ExportPlanHandler(PlanBook plans, PublicLinks links) : IHandleForClient<ExportPlan>
{
    public async Task<Reply> HandleAsync(ExportPlan verb, Organisation client, Incident? incident, Actor by, CancellationToken cancel)
    {
        var latest = await plans.LatestAsync(client.Id, cancel) ?? throw PlanRefusals.NoPlan(client);
        var version = verb.Version is { } number ? await plans.VersionAsync(client.Id, number, cancel) ?? throw PlanRefusals.NoVersion(client, number, latest.Number, "version")
            : await plans.OpenedAsync(incident, cancel) ?? latest;

        // Who was let into one incident has no part at the client, and takes the plan from there.
        var path = incident?.PlanVersionId == version.Id ? $"/incidents/{incident.Reference}/plan.yaml" : $"/plans/{client.Slug}/{version.Number}.yaml";
        return Reply.Of(by.Chat is null || links.Home is not { } home
            ? (Prose)$"Version {version.Number} of the plan of {client.Name} as a file: `{path}` in the web room."
            : $"Version {version.Number} of the plan of {client.Name} as a file, for whoever is signed in and may read it: {home.AbsoluteUri.TrimEnd('/')}{path}");
    }
}
