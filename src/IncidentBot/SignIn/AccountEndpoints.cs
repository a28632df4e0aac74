using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.Hosting;
using IncidentBot.Host.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace IncidentBot.Host.SignIn;

/// <summary>What people do about their own identities and sessions: make a code, enter one, confirm who entered it, end other sessions.</summary>
public static class AccountEndpoints
{
    public static void MapAccount(this WebApplication app)
    {
        var group = app.MapGroup("").RequireRateLimiting(RateLimits.Door).AddEndpointFilter(OnlyOursAsync);
        group.MapPost("/welcome/link", LinkAsync).RequireAuthorization(SignInSetup.Anybody);
        group.MapPost("/account/code", MakeAsync);
        group.MapPost("/account/confirm", ConfirmAsync);
        group.MapPost("/account/end-others", EndOthersAsync);
    }

    private static async ValueTask<object?> OnlyOursAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        await call.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().CameFromUsAsync(call.HttpContext) && call.HttpContext.User.OnlyIncident() is null
            ? await next(call)
            : Results.LocalRedirect("/account");

    private static Task<IResult> LinkAsync(HttpContext context, CodeDesk codes, CancellationToken cancel) => AnswerAsync(context, "/welcome", async () =>
    {
        var form = await context.Request.ReadFormAsync(cancel);
        var linked = await codes.EnterAsync(context.User.SessionId()!.Value, form["code"].ToString(), context.Address(), cancel);
        return Prose.Own(linked
            ? "You are linked: from now on this identity is you."
            : "The code is right. Now whoever made it must confirm on the page Account that it is you; then open this page again.");
    });

    private static Task<IResult> MakeAsync(HttpContext context, CodeDesk codes, CancellationToken cancel) => AnswerAsync(context, "/account", async () =>
        (Prose)$"Your code is `{await codes.MakeAsync(CodePurpose.Link, context.User.PersonId()!.Value, vouched: false, context.Address(), cancel)}`. Within {CodeDesk.Lasts.TotalMinutes:0} minutes, sign in with your other identity and enter it there, or type `/incident link` and the code in Slack, or `link` and the code to the bot in Teams; then confirm here. Give it to nobody.");

    private static Task<IResult> ConfirmAsync(HttpContext context, CodeDesk codes, CancellationToken cancel) => AnswerAsync(context, "/account", async () =>
    {
        var form = await context.Request.ReadFormAsync(cancel);
        var yes = form["answer"] == "yes";
        var id = Guid.TryParse(form["id"], out var parsed) ? parsed : Guid.Empty;
        await codes.ConfirmAsync(context.User.PersonId()!.Value, new Id<OneTimeCode>(id), yes, context.Address(), cancel);
        return Prose.Own(yes ? "Linked: that identity is you from now on." : "Refused: nobody was linked, and their session is over.");
    });

    private static Task<IResult> EndOthersAsync(HttpContext context, SessionBook sessions, CancellationToken cancel) => AnswerAsync(context, "/account", async () =>
        (Prose)$"Ended: {await sessions.EndOthersAsync(context.User.PersonId()!.Value, context.User.SessionId(), context.Address(), cancel)} other sessions of yours.");

    private static async Task<IResult> AnswerAsync(HttpContext context, string page, Func<Task<Prose>> act)
    {
        try
        {
            Flash.Keep(context, Reply.Of(await act()));
        }
        catch (RefusalException refused)
        {
            Flash.Keep(context, Reply.Of(refused.Refusal));
        }

        return Results.LocalRedirect(page);
    }
}
