using System.Text;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Timeline;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.Data;
using IncidentBot.Host.SignIn;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Host.Web;

/// <summary>Files to take away: the post-mortem as Markdown, the timeline with its signed head, a plan as it was written. What one may not see answers as what is missing.</summary>
public static class DownloadEndpoints
{
    public static void MapDownloads(this WebApplication app)
    {
        app.MapGet("/incidents/{reference}/post-mortem.md", PostMortemAsync).RequireAuthorization();
        app.MapGet("/incidents/{reference}/timeline.json", TimelineAsync).RequireAuthorization();
        app.MapGet("/incidents/{reference}/plan.yaml", IncidentPlanAsync).RequireAuthorization();
        app.MapGet("/plans/{client}/{version:int}.yaml", PlanAsync).RequireAuthorization();
    }

    private static async Task<IResult> PostMortemAsync(string reference, HttpContext context, IncidentDb db, Standings standings, PostMortemWriter writer, CancellationToken cancel)
    {
        if (await SeenAsync(reference, "post-mortem file", context, db, standings, cancel) is not { } seen)
        {
            return Results.NotFound();
        }

        var draft = (seen.Standing & Standing.Executive) != 0 || PermissionTable.Of(Permission.EditLessons, seen.Standing) is Access.Yes;
        var text = await writer.PublishedAsync(seen.Incident, cancel) ?? (draft ? await writer.WriteAsync(seen.Incident, cancel) : null);
        return text is null ? Results.NotFound() : Results.File(Encoding.UTF8.GetBytes(text), "text/markdown; charset=utf-8", $"{seen.Incident.Reference}-post-mortem.md");
    }

    private static async Task<IResult> TimelineAsync(string reference, HttpContext context, IncidentDb db, Standings standings, TimelineSigner signer, TimeProvider time, CancellationToken cancel)
    {
        if (await SeenAsync(reference, "timeline file", context, db, standings, cancel) is not { } seen || PermissionTable.Of(Permission.Record, seen.Standing) is Access.No)
        {
            return Results.NotFound();
        }

        var export = await TimelineExports.OfAsync(db, seen.Incident, signer, time, cancel);
        return Results.File(export.ToBytes(), "application/json", $"{seen.Incident.Reference}-timeline.json");
    }

    private static async Task<IResult> IncidentPlanAsync(string reference, HttpContext context, IncidentDb db, Standings standings, CancellationToken cancel) =>
        context.User.OnlyIncident() is null && await SeenAsync(reference, "plan file", context, db, standings, cancel) is { Incident.PlanVersionId: { } id } seen && PermissionTable.Of(Permission.ReadPlan, seen.Standing) is Access.Yes
            ? Yaml(await db.PlanVersions.AsNoTracking().SingleAsync(one => one.Id == id, cancel), await db.Organisations.Where(one => one.Id == seen.Incident.OrganisationId).Select(one => one.Slug).SingleAsync(cancel)) : Results.NotFound();

    private static async Task<IResult> PlanAsync(string client, int version, HttpContext context, IncidentDb db, Standings standings, PlanBook plans, CancellationToken cancel)
    {
        // Who came by an invitation is in that incident alone.
        if (context.User.OnlyIncident() is not null || context.User.PersonId() is not { } person
            || await db.Organisations.AsNoTracking().SingleOrDefaultAsync(one => one.Slug == client && one.Kind == OrganisationKind.Client, cancel) is not { } organisation
            || PermissionTable.Of(Permission.ReadPlan, await standings.InAsync(person, organisation.Id, cancel)) is not Access.Yes)
        {
            return Results.NotFound();
        }

        return await plans.VersionAsync(organisation.Id, version, cancel) is { } found ? Yaml(found, organisation.Slug) : Results.NotFound();
    }

    private static IResult Yaml(PlanVersion plan, string client) => Results.File(Encoding.UTF8.GetBytes(plan.Text), "application/yaml; charset=utf-8", $"{client}-v{plan.Number}.yaml");

    private static async Task<(Incident Incident, Standing Standing)?> SeenAsync(string reference, string file, HttpContext context, IncidentDb db, Standings standings, CancellationToken cancel)
    {
        if (!IncidentReference.TryParse(reference, out var named) || context.User.PersonId() is not { } person
            || await db.Incidents.AsNoTracking().SingleOrDefaultAsync(one => one.Number == named.Number, cancel) is not { } incident)
        {
            return null;
        }

        var standing = await standings.OnAsync(person, incident, cancel);
        if (!PermissionTable.Sees(standing, incident.Confidential))
        {
            return null;
        }

        await context.RequestServices.GetRequiredService<Audit>().ReadAsync(incident, person, file, context.Address(), cancel);
        return (incident, standing);
    }
}
