using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.SignIn;
using IncidentBot.Host.Web.Pages;
using IncidentBot.Slack.Installs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Host.Web;

/// <summary>The way to Slack and back on which an operator installs the app in a workspace.</summary>
public static class SlackInstallEndpoints
{
    public static void MapSlackInstalls(this WebApplication app)
    {
        app.MapGet("/slack/install", InstallAsync).RequireAuthorization(SignInSetup.Operator);
        app.MapGet(SlackOAuth.CallbackPath, FinishAsync).RequireAuthorization(SignInSetup.Operator);
    }

    private static Task<IResult> InstallAsync(HttpContext context, IncidentDb db, string? organisation, CancellationToken cancel) => AnswerAsync(context, async oauth =>
    {
        if (organisation is null)
        {
            return Results.LocalRedirect(SlackPage.Address);
        }

        var owner = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(one => one.Slug == organisation, cancel) ?? throw InstallRefusals.NoSuchOrganisation();
        return Results.Redirect(oauth.Begin(context.User.SessionId()!.Value, owner.Id).AbsoluteUri);
    });

    private static Task<IResult> FinishAsync(HttpContext context, string? code, string? state, string? error, CancellationToken cancel) => AnswerAsync(context, async oauth =>
    {
        Flash.Keep(context, Reply.Of(await oauth.FinishAsync(context.User.SessionId()!.Value, code, state, error, cancel)));
        return Results.LocalRedirect(SlackPage.Address);
    });

    /// <summary>Where installing is not set up there is no such address.</summary>
    private static async Task<IResult> AnswerAsync(HttpContext context, Func<SlackOAuth, Task<IResult>> act)
    {
        if (context.RequestServices.GetService<SlackOAuth>() is not { CanInstall: true } oauth)
        {
            return Results.NotFound();
        }

        try
        {
            return await act(oauth);
        }
        catch (RefusalException refused)
        {
            Flash.Keep(context, Reply.Of(refused.Refusal));
            return Results.LocalRedirect(SlackPage.Address);
        }
    }
}
