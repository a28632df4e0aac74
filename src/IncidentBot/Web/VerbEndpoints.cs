using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using IncidentBot.Host.Hosting;
using IncidentBot.Host.SignIn;
using Microsoft.AspNetCore.Antiforgery;

namespace IncidentBot.Host.Web;

/// <summary>Where the browser sends lines, buttons and forms. With script it gets JSON and stays; without, it is sent back to the page with the answer on top.</summary>
public static class VerbEndpoints
{
    /// <summary>What has arrived is done, even when its sender closes the tab or clicks again before the answer.</summary>
    internal static readonly CancellationToken Finish = CancellationToken.None;

    public static void MapVerbs(this WebApplication app)
    {
        var group = app.MapActs();
        group.MapPost("/lines", LineAsync);
        group.MapPost("/actions", ActionAsync);
        group.MapPost("/forms/{verb}", FormAsync);
        app.MapGet("/complete", (string line, VerbCatalogue verbs) => Results.Json(verbs.Grammars.Complete(WebVerbs.Command(line) ?? "").Take(12))).RequireAuthorization();
    }

    /// <summary>For what acts: signed in, ours, at a pace and of a size.</summary>
    internal static RouteGroupBuilder MapActs(this WebApplication app) =>
        app.MapGroup("").RequireAuthorization().RequireRateLimiting(RateLimits.Acts).WithMetadata(new RequestSizeLimit()).AddEndpointFilter(CheckFormAsync);

    private static async ValueTask<object?> CheckFormAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        if (context.Request.ContentLength > RequestSizeLimit.Bytes)
        {
            return Answer(context, Reply.Of(new Refusal("too-large", $"That is too long to be sent, so nothing was done. Shorten it: at most {RequestSizeLimit.Bytes / 1024} KB at once.")), null);
        }

        if (!await context.RequestServices.GetRequiredService<IAntiforgery>().CameFromUsAsync(context))
        {
            return Answer(context, Reply.Of(new Refusal("stale-form", "This page was open for too long, or the form did not come from it. Nothing was done; reload the page and try again.")), null);
        }

        return await next(call);
    }

    private static async Task<IResult> LineAsync(HttpContext context, WebVerbs verbs, RoomTalk talk)
    {
        var (form, person, incident) = await ReadAsync(context);
        var line = form["line"].ToString();
        if (WebVerbs.Command(line) is { } command)
        {
            return Answer(context, await verbs.TypedAsync(Key(form), person, command, incident, context.User.OnlyIncident(), Finish), incident);
        }

        if (incident is not { } room)
        {
            return Answer(context, await verbs.TypedAsync(Key(form), person, line, null, context.User.OnlyIncident(), Finish), null);
        }

        try
        {
            if (context.User.OnlyIncident() is { } only && only != room)
            {
                throw VerbRefusals.NoSuchIncident(room);
            }

            await talk.SayAsync(room, person, Key(form), line, Finish);
            return Answer(context, Reply.Of(""), incident);
        }
        catch (RefusalException refused)
        {
            return Answer(context, Reply.Of(refused.Refusal), incident);
        }
    }

    private static async Task<IResult> ActionAsync(HttpContext context, WebVerbs verbs)
    {
        var (form, person, incident) = await ReadAsync(context);
        var once = form["once"].ToString();
        var offered = Enum.TryParse<IncidentState>(form["offered"], out var state) ? state : (IncidentState?)null;
        var key = once.StartsWith(VerbRequest.Once, StringComparison.Ordinal) && once.Length <= 150 ? once : Key(form);
        return Answer(context, await verbs.CarriedAsync(key, person, form["verb"].ToString(), form["arguments"].ToString(), incident, offered, context.User.OnlyIncident(), Finish), incident);
    }

    private static async Task<IResult> FormAsync(string verb, HttpContext context, WebVerbs verbs)
    {
        var (form, person, incident) = await ReadAsync(context);
        try
        {
            var offered = Enum.TryParse<IncidentState>(form["offered"], out var state) ? state : (IncidentState?)null;
            return Answer(context, await verbs.CarriedAsync(Key(form), person, verb, verbs.Arguments(verb, form), incident, offered, context.User.OnlyIncident(), Finish), incident);
        }
        catch (RefusalException refused)
        {
            return Answer(context, Reply.Of(refused.Refusal), incident);
        }
    }

    private static async Task<(IFormCollection Form, Id<Person> Person, IncidentReference? Incident)> ReadAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return (form, context.User.PersonId()!.Value, IncidentReference.TryParse(form["incident"], out var reference) ? reference : null);
    }

    /// <summary>The page makes a key for every form that it draws, so that a double click sends one delivery twice.</summary>
    internal static string Key(IFormCollection form) => form["key"].ToString() is { Length: > 0 and <= 80 } key ? $"web:{key}" : $"web:{Guid.NewGuid():N}";

    internal static IResult Answer(HttpContext context, Reply reply, IncidentReference? incident)
    {
        // Without a public address the link leads to where the room itself is open.
        reply = reply.ShownOnce?.Replace("Link: /", $"Link: {context.Request.Scheme}://{context.Request.Host}/", StringComparison.Ordinal) is { } once ? reply with { ShownOnce = once } : reply;
        if (context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal))
        {
            return Results.Json(new { html = ReplyHtml.Render(reply.Text), once = reply.ShownOnce, code = reply.Code, card = reply.CardSaysAll ? null : reply.Card, incident = (reply.Incident ?? incident)?.ToString() });
        }

        Flash.Keep(context, reply);
        var back = context.Request.Headers.Referer.ToString();
        var page = Uri.TryCreate(back, UriKind.Absolute, out var from) && from.Authority == context.Request.Host.Value ? from.PathAndQuery : "/incidents";
        return Results.LocalRedirect(reply is { Refused: false, Incident: { } went } && incident is null ? $"/incidents/{went}" : page);
    }

    private sealed class RequestSizeLimit : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata
    {
        /// <summary>A part of a plan as long as one may be, every letter of it written as the form writes umlauts.</summary>
        public const int Bytes = 6 * Core.Plans.ImportPlan.Longest;

        public long? MaxRequestBodySize => Bytes;
    }
}
