using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.Web;
using IncidentBot.Host.Web.Pages;
using IncidentBot.Paging;
using IncidentBot.Slack;
using IncidentBot.Teams;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace IncidentBot.Host.SignIn;

/// <summary>Who may come in and how: the organisation's identity provider, a one-time code, an invitation, or the sample door. No endpoint is open unless it says so.</summary>
public static class SignInSetup
{
    /// <summary>The policy of what only the operator of the installation may see.</summary>
    public const string Operator = "operator";

    /// <summary>The policy of what somebody may see whose identity is nobody's yet.</summary>
    public const string Anybody = "anybody";

    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuthenticationOptions>().Bind(configuration.GetSection(AuthenticationOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SampleDoor>();
        services.AddScoped<IAuthorizationHandler, OperatorHandler>();
        var authentication = services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "incidentbot";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.LoginPath = "/sign-in";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(24);
            cookie.SlidingExpiration = false;
            cookie.Events.OnValidatePrincipal = SessionCookie.CheckAsync;
            var toSignIn = cookie.Events.OnRedirectToLogin;
            cookie.Events.OnRedirectToLogin = context =>
            {
                // The page knows no HEAD: whoever looks by one, as probes and scanners do, would be sent from it to itself without end.
                if (!HttpMethods.IsHead(context.Request.Method))
                {
                    return toSignIn(context);
                }

                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            };
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.Redirect(context.HttpContext.User.IsKnown() ? RefusedPage.Address : "/welcome");
                return Task.CompletedTask;
            };
        });
        if (!string.IsNullOrWhiteSpace(configuration[$"{AuthenticationOptions.Section}:{nameof(AuthenticationOptions.Authority)}"]))
        {
            authentication.AddOpenIdConnect(ProviderSignIn.Scheme, _ => { });
            services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, ProviderSignIn>();
        }

        var known = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context => context.User.IsKnown()).Build();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(known)
            .SetDefaultPolicy(known)
            .AddPolicy(Anybody, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Operator, policy => policy.RequireAuthenticatedUser().AddRequirements(new OperatorRequirement()));
        return services;
    }

    public static void UseSignIn(this WebApplication app)
    {
        app.Use(RefuseAtTheDoorAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.MapSignIn();
        app.MapAccount();
        app.MapInvitations();
        app.MapPageAnswers();
        app.KeepGuestsToTheirIncident();
    }

    /// <summary>Whether a form was drawn by one of our pages for this browser. A form that ends too early was not: its sender went away.</summary>
    public static async Task<bool> CameFromUsAsync(this IAntiforgery antiforgery, HttpContext context)
    {
        try
        {
            return context.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }

    /// <summary>Those whom a visitor may choose to be: everybody of the sample plan.</summary>
    public static Task<List<Person>> SamplePeopleAsync(IncidentDb db, CancellationToken cancel) =>
        db.People.AsNoTracking().Where(person => db.Identities.Any(identity => identity.PersonId == person.Id && identity.Platform == "web" && identity.Tenant == "plan")).OrderBy(person => person.Name).ToListAsync(cancel);

    /// <summary>Without an identity provider nobody can sign in, and only the sample may be served.</summary>
    private static async Task RefuseAtTheDoorAsync(HttpContext context, RequestDelegate next)
    {
        var services = context.RequestServices;
        if (!HasADoorOfItsOwn(context) && !services.GetRequiredService<IOptions<AuthenticationOptions>>().Value.IsSet && services.GetRequiredService<SampleDoor>().Shut(context) is { } why)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(why, context.RequestAborted);
            return;
        }

        await next(context);
    }

    /// <summary>What is let in by a signature or a ticket, however people sign in: a page must be answered also when nobody can.</summary>
    private static bool HasADoorOfItsOwn(HttpContext context) => context.Request.Path.StartsWithSegments("/health") || context.Request.Path.StartsWithSegments("/page") || context.Request.Path.StartsWithSegments("/check")
        || (context.GetEndpoint()?.Metadata is { } about && (about.GetMetadata<SignedBySlack>() is not null || about.GetMetadata<ProvenByTeams>() is not null || about.GetMetadata<SignedByProvider>() is not null || about.GetMetadata<StaticAssetDescriptor>() is not null));
}

/// <summary>Holds for operators of the installation.</summary>
public sealed class OperatorRequirement : IAuthorizationRequirement;

/// <summary>Reads the grant at each request, so that a right that was taken away is gone at once.</summary>
public sealed class OperatorHandler(Standings standings) : AuthorizationHandler<OperatorRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, OperatorRequirement requirement)
    {
        if (context.User.OnlyIncident() is null && context.User.PersonId() is { } person && (await standings.AnywhereAsync(person, CancellationToken.None)).HasFlag(Standing.Operator))
        {
            context.Succeed(requirement);
        }
    }
}
