using IncidentBot.Core;
using IncidentBot.Core.Invitations;
using IncidentBot.Host.Hosting;
using Microsoft.AspNetCore.Antiforgery;

namespace IncidentBot.Host.SignIn;

/// <summary>Coming in by an invitation. The link shows a page that tells nothing; only the form with the code acts. Whoever came that way is kept to that one incident.</summary>
public static class InvitationEndpoints
{
    private static readonly string[] Everywhere = ["/sign-out", "/lines", "/actions", "/forms", "/complete", "/health", "/sign-in", "/enter", "/page", "/check"];

    public static void MapInvitations(this WebApplication app) => app.MapPost("/enter", EnterAsync).AllowAnonymous().WithOrder(-1).RequireRateLimiting(RateLimits.Door);

    /// <summary>Everything but the one incident answers a guest as if it were not there.</summary>
    public static void KeepGuestsToTheirIncident(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.User.OnlyIncident() is { } only)
        {
            var path = context.Request.Path;
            var room = $"/incidents/{only}";
            if (!path.StartsWithSegments(room) && !Everywhere.Any(one => path.StartsWithSegments(one)) && !IsFile(context.GetEndpoint()))
            {
                if (HttpMethods.IsGet(context.Request.Method) && (path == "/" || path == "/incidents"))
                {
                    context.Response.Redirect(room);
                }
                else
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                }

                return;
            }
        }

        await next(context);
    });

    private static bool IsFile(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;

    private static async Task<IResult> EnterAsync(string? invitation, HttpContext context, IAntiforgery antiforgery, InvitationDesk desk, CancellationToken cancel)
    {
        if (!await antiforgery.CameFromUsAsync(context))
        {
            return Results.LocalRedirect($"/enter?invitation={Uri.EscapeDataString(invitation ?? "")}");
        }

        try
        {
            var form = await context.Request.ReadFormAsync(cancel);
            var session = await desk.EnterAsync(invitation ?? "", form["code"].ToString(), context.Address(), cancel);
            await SessionCookie.GiveAsync(context, session);
            return Results.LocalRedirect("/incidents");
        }
        catch (RefusalException)
        {
            return Results.LocalRedirect($"/enter?invitation={Uri.EscapeDataString(invitation ?? "")}&problem=code");
        }
    }
}
