using IncidentBot.Core.Paging;
using IncidentBot.Core.Paging.Checks;
using IncidentBot.Host.Hosting;
using IncidentBot.Host.SignIn;
using Microsoft.AspNetCore.Antiforgery;

namespace IncidentBot.Host.Web;

/// <summary>Answers a page, or confirms a test, by the link of a mail. The link shows, for scanners follow links; only the form acts, and only our own.</summary>
public static class PageEndpoints
{
    public static void MapPageAnswers(this WebApplication app)
    {
        app.MapPost("/page", AnswerAsync).AllowAnonymous().WithOrder(-1).RequireRateLimiting(RateLimits.Door);
        app.MapPost("/check", ConfirmAsync).AllowAnonymous().WithOrder(-1).RequireRateLimiting(RateLimits.Door);
    }

    private static async Task<IResult> ConfirmAsync(string? ticket, HttpContext context, IAntiforgery antiforgery, CheckReplies checks, CancellationToken cancel)
    {
        if (await antiforgery.CameFromUsAsync(context) && await checks.FindAsync(ticket, cancel) is { } check)
        {
            await checks.ConfirmAsync(check.Id, cancel);
        }

        return Results.LocalRedirect($"/check?ticket={Uri.EscapeDataString(ticket ?? "")}");
    }

    private static async Task<IResult> AnswerAsync(string? ticket, HttpContext context, IAntiforgery antiforgery, PageReplies replies, CancellationToken cancel)
    {
        var page = $"/page?ticket={Uri.EscapeDataString(ticket ?? "")}";
        if (!await antiforgery.CameFromUsAsync(context) || await replies.FindAsync(ticket, cancel) is not { } paged)
        {
            return Results.LocalRedirect(page);
        }

        var form = await context.Request.ReadFormAsync(cancel);
        if (!Enum.TryParse<PageAnswer>(form["answer"], out var answer) || !Enum.IsDefined(answer))
        {
            return Results.LocalRedirect(page);
        }

        var reply = await replies.AnswerAsync(paged, answer, $"link:{paged.Attempt.Id}:{answer}", cancel);
        return Results.LocalRedirect($"{page}&outcome={reply}");
    }
}
