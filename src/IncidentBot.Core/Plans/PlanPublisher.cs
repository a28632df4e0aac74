using IncidentBot.Core.Data;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Plans;

/// <summary>Puts a changed plan in the place of a client's plan: within what its sender may change, as the next version with its author, and written into its file, so that the folder stays the one source.</summary>
public sealed class PlanPublisher(IncidentDb db, PlanBook plans, PlanImporter importer, PlanFolder folder)
{
    /// <param name="parse">What is to hold from now on; it reads well.</param>
    /// <param name="latest">The version that it follows.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="standing">What they are at the client.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The name of the file that was written.</returns>
    public async Task<string> PublishAsync(PlanParse parse, PlanVersion latest, Actor by, Standing standing, CancellationToken cancel)
    {
        var plan = parse.Plan!;
        var file = FileOf(plan, latest);
        if (PlanClash.Strangers(plan, parse, folder.Current.Plans.Where(one => one.Slug != plan.Slug)).ToList() is { Count: > 0 } strangers)
        {
            throw PlanRefusals.Problems(strangers);
        }

        if (PlanBounds.Crossed(plans.Read(latest) ?? throw PlanRefusals.Unreadable(latest.Number), plan, standing, await WorksForAsync(plan.Provider, by, cancel)).ToList() is { Count: > 0 } crossed)
        {
            throw PlanRefusals.OutOfBounds(crossed);
        }

        if (await importer.ApplyAsync(plan, latest, new PlanAuthor(by.Person, by.Chat is null ? PlanOrigin.Web : PlanOrigin.Chat), cancel) is { Count: > 0 } problems)
        {
            throw PlanRefusals.OutOfBounds(problems.Select(one => Chat.Prose.Typed(one)));
        }

        // Written last, while the version's number is taken: who looks at the folder now waits for this unit of work and finds the version there.
        PlanDisk.Replace(file, plan.Text);
        return Path.GetFileName(file);
    }

    private Task<bool> WorksForAsync(PlanProvider provider, Actor by, CancellationToken cancel) =>
        db.People.AnyAsync(one => one.Id == by.Person && db.Organisations.Any(home => home.Id == one.Home && home.Slug == provider.Slug), cancel);

    /// <summary>What somebody wrote into the file by hand is not written over. What an earlier try of this very change wrote is.</summary>
    private string FileOf(Plan plan, PlanVersion latest)
    {
        var file = folder.Current.Find(plan.Slug)?.Source ?? throw PlanRefusals.NoFile(plan.Slug);
        return PlanDisk.Read(file) is { } there && (there == latest.Text || there == plan.Text) ? file : throw PlanRefusals.ChangedByHand(Path.GetFileName(file), latest.Number);
    }
}
