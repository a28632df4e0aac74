using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.SignIn;
using IncidentBot.Host.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace IncidentBot.Host.SignIn;

/// <summary>Coming in and going out. Pages show; only a form of ours acts.</summary>
public static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app)
    {
        // The page of the same address takes POST as well, and the two would be ambiguous: this one goes first.
        app.MapPost("/sign-in", SampleAsync).AllowAnonymous().WithOrder(-1);
        app.MapPost("/sign-in/provider", ProviderAsync).AllowAnonymous().RequireRateLimiting(RateLimits.Door);
        app.MapPost("/sign-in/code", CodeAsync).AllowAnonymous().RequireRateLimiting(RateLimits.Door);
        app.MapPost("/sign-out", SignOutAsync).RequireAuthorization(SignInSetup.Anybody);
    }

    /// <summary>Where the request came from, for the audit.</summary>
    public static string? Address(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString();

    /// <summary>A path of ours, so that a sign-in leads nowhere else.</summary>
    public static string Back(string? path) => path is { Length: > 0 and <= 500 } && path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal) ? path : "/incidents";

    private static async Task<IResult> SampleAsync(HttpContext context, IAntiforgery antiforgery, IncidentDb db, SessionBook sessions, IOptions<AuthenticationOptions> settings, CancellationToken cancel)
    {
        if (settings.Value.IsSet || !await antiforgery.CameFromUsAsync(context))
        {
            return Results.LocalRedirect("/sign-in");
        }

        var form = await context.Request.ReadFormAsync(cancel);
        var handle = form["handle"].ToString();
        if ((await SignInSetup.SamplePeopleAsync(db, cancel)).FirstOrDefault(one => one.Handle == handle) is not { } person)
        {
            return Results.LocalRedirect("/sign-in");
        }

        await SessionCookie.GiveAsync(context, await sessions.StartAsync(SessionKind.Sample, person.Id, TimeSpan.FromHours(12), context.Address(), cancel));
        return Results.LocalRedirect(Back(form["returnUrl"]));
    }

    private static async Task<IResult> ProviderAsync(HttpContext context, IAntiforgery antiforgery, IOptions<AuthenticationOptions> settings, ILogger<ProviderSignIn> log, CancellationToken cancel)
    {
        if (!settings.Value.IsSet || !await antiforgery.CameFromUsAsync(context))
        {
            return Results.LocalRedirect("/sign-in");
        }

        var form = await context.Request.ReadFormAsync(cancel);
        try
        {
            await context.ChallengeAsync(ProviderSignIn.Scheme, new AuthenticationProperties { RedirectUri = Back(form["returnUrl"]) });
            return Results.Empty;
        }
        catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException or IOException)
        {
            log.LogProviderSilent(fault.GetType().Name);
            return Results.LocalRedirect("/sign-in?problem=silent");
        }
    }

    private static async Task<IResult> CodeAsync(HttpContext context, IAntiforgery antiforgery, CodeDesk codes, CancellationToken cancel)
    {
        if (!await antiforgery.CameFromUsAsync(context))
        {
            return Results.LocalRedirect("/sign-in");
        }

        try
        {
            var form = await context.Request.ReadFormAsync(cancel);
            await SessionCookie.GiveAsync(context, await codes.ComeInAsync(form["code"].ToString(), context.Address(), cancel));
            return Results.LocalRedirect(Back(form["returnUrl"]));
        }
        catch (RefusalException)
        {
            return Results.LocalRedirect("/sign-in?problem=code");
        }
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, SessionBook sessions, IOptions<AuthenticationOptions> settings, ILogger<ProviderSignIn> log, CancellationToken cancel)
    {
        if (!await antiforgery.CameFromUsAsync(context))
        {
            return Results.LocalRedirect("/incidents");
        }

        var session = context.User.SessionId() is { } id ? await sessions.FindAsync(id, cancel) : null;
        if (session is not null)
        {
            await sessions.EndAsync(session.Session.Id, AuditKind.SignedOut, context.Address(), cancel);
        }

        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (!settings.Value.IsSet || session?.Session.Kind is not SessionKind.Provider)
        {
            return Results.LocalRedirect("/sign-in");
        }

        try
        {
            await context.SignOutAsync(ProviderSignIn.Scheme, new AuthenticationProperties { RedirectUri = "/sign-in" });
            return Results.Empty;
        }
        catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException or IOException)
        {
            // Here they are signed out, whatever the provider says, or when it says nothing.
            log.LogProviderSilent(fault.GetType().Name);
            return Results.LocalRedirect("/sign-in");
        }
    }
}

internal static partial class SignInLog
{
    [LoggerMessage(LogLevel.Warning, "The identity provider did not answer ({Fault}). People can come in with a one-time code: incidentbot break-glass HANDLE.")]
    public static partial void LogProviderSilent(this ILogger<ProviderSignIn> logger, string fault);
}
