using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Plans;

/// <summary>Says what changed between two versions of a client's plan, in words of the plan.</summary>
public sealed record ComparePlans(int? From = null, int? To = null, string? Client = null) : IClientVerb, IVerb<ComparePlans>
{
    public static Grammar<ComparePlans> Grammar => new("plan diff")
    {
        Arguments = ["from", "to"],
        Summary = "Says what changed between two versions of the plan, contact by contact and task by task. You alone see the answer.",
        Examples = ["plan diff", "plan diff 3", "plan diff 1 4 --client contoso-dental"],
        Notes = ["Without numbers it compares the newest version with the one that the incident was opened with, or with the one before."],
    };

    public static Permission Needs => Permission.ReadPlan;
}

public sealed class ComparePlansHandler(PlanBook plans) : IHandleForClient<ComparePlans>
{
    private const int Most = 40;

    public async Task<Reply> HandleAsync(ComparePlans verb, Organisation client, Incident? incident, Actor by, CancellationToken cancel)
    {
        var latest = await plans.LatestAsync(client.Id, cancel) ?? throw PlanRefusals.NoPlan(client);
        var after = verb.To is null ? latest : await VersionAsync(verb.To.Value, "to");
        var from = verb.From ?? await OpenedAsync() ?? after.Number - 1;
        if (verb.From is null && from == 0)
        {
            return Reply.Of($"The plan of {client.Name} has one version so far, so there is nothing to compare.");
        }

        var before = await VersionAsync(from, "from");
        var changes = PlanDiff.Between(Read(before), Read(after));
        var text = new ProseLines().Add($"**{client.Name}: from version {before.Number} to version {after.Number}**");
        foreach (var change in changes.Take(Most))
        {
            text.Add($"- {change}");
        }

        return Reply.Of(changes.Count switch
        {
            0 => text.Add($"Nothing that the plan says is different; only its layout or its comments are.").Done(),
            > Most => text.Add($"And {changes.Count - Most} more: `plan export --version {before.Number}` and `plan export --version {after.Number}` give both files.").Done(),
            _ => text.Done(),
        });

        async Task<PlanVersion> VersionAsync(int number, string field) => await plans.VersionAsync(client.Id, number, cancel) ?? throw PlanRefusals.NoVersion(client, number, latest.Number, field);

        // What it was opened with matters only where a newer one is compared with it.
        async Task<int?> OpenedAsync() => verb.To is null && await plans.OpenedAsync(incident, cancel) is { } opened && opened.Number < latest.Number ? opened.Number : null;
    }

    private Plan Read(PlanVersion version) => plans.Read(version) ?? throw PlanRefusals.Unreadable(version.Number);
}
