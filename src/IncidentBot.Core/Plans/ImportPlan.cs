using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Plans;

/// <summary>Puts a whole plan in the place of a client's plan: checked as a file is, and written into its file, so that the folder stays the one source.</summary>
public sealed record ImportPlan(string Text) : IVerb<ImportPlan>
{
    /// <summary>In UTF-16 units: more than twice the sample.</summary>
    public const int Longest = 60_000;

    public static Grammar<ImportPlan> Grammar => new("plan import")
    {
        Rest = "text",
        RestIsFile = true,
        Longest = Longest,
        Summary = "Puts the plan that you paste in the place of the client's plan, once it reads without a mistake.",
        Examples = ["plan import slug: contoso-dental"],
        Notes = ["Paste the whole file after it, as `plan export` gives it. It becomes the next version with your name; incidents that are open keep the one they were opened with."],
    };

    public static Permission Needs => Permission.Prepare;
}

public sealed class ImportPlanHandler(IncidentDb db, Standings standings, PlanBook plans, PlanPublisher publisher) : IHandleAnywhere<ImportPlan>
{
    public async Task<Reply> HandleAsync(ImportPlan verb, Actor by, CancellationToken cancel)
    {
        var parse = PlanFile.Parse("the plan", PastedPlan.Clean(verb.Text));
        var plan = parse.Plan ?? throw PlanRefusals.Problems(parse.Problems);
        var (client, standing) = await ManagedAsync(plan.Slug, by, cancel);
        var latest = await plans.LatestAsync(client.Id, cancel) ?? throw PlanRefusals.NoPlan(client);
        if (latest.Hash == plan.Hash)
        {
            return Reply.Of($"That is version {latest.Number} of the plan of {client.Name} word for word, so nothing was changed.");
        }

        var file = await publisher.PublishAsync(parse, latest, by, standing, cancel);
        return Reply.Of($"The plan of {client.Name} is now version {latest.Number + 1}: {PlanLines.Between(latest.Text, plan.Text)}. {file} was written. Open incidents keep the plan they were opened with. `plan diff` says what changed, `plan check` what is missing.");
    }

    /// <summary>A client whose plan somebody may not change answers as one that is not there.</summary>
    private async Task<(Organisation Client, Standing Standing)> ManagedAsync(string slug, Actor by, CancellationToken cancel) =>
        await db.Organisations.SingleOrDefaultAsync(one => one.Slug == slug && one.Kind == OrganisationKind.Client, cancel) is { } client
            && await standings.InAsync(by.Person!.Value, client.Id, cancel) is var standing && PermissionTable.Of(ImportPlan.Needs, standing) is Access.Yes
            ? (client, standing) : throw PlanRefusals.NotYours(slug);
}
