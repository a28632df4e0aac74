using System.Security.Claims;
using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Host.Web.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Host.SignIn;

/// <summary>Who is at the browser: a cookie that holds a person's id, given by the sample door. No endpoint is open unless it says so.</summary>
public static class SignInSetup
{
    /// <summary>The policy of what only the operator of the installation may see.</summary>
    public const string Operator = "operator";

    private const string PersonClaim = "incidentbot:person";

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<SampleDoor>();
        services.AddScoped<IAuthorizationHandler, OperatorHandler>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "incidentbot";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = RefusedPage.Address;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Operator, policy => policy.RequireAuthenticatedUser().AddRequirements(new OperatorRequirement()));
        return services;
    }

    public static void UseSignIn(this WebApplication app)
    {
        app.Use(RefuseAtTheDoorAsync);
        app.UseAuthentication();
        app.UseAuthorization();

        // The page of the same address takes POST as well, and the two would be ambiguous: this one goes first.
        app.MapPost("/sign-in", SignInAsync).AllowAnonymous().WithOrder(-1);
        app.MapPost("/sign-out", SignOutAsync);
    }

    /// <summary>The person who is signed in, or null.</summary>
    public static Id<Person>? PersonId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(PersonClaim), out var id) ? new Id<Person>(id) : null;

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

    private static async Task RefuseAtTheDoorAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/health") && context.RequestServices.GetRequiredService<SampleDoor>().Shut(context) is { } why)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(why, context.RequestAborted);
            return;
        }

        await next(context);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, IAntiforgery antiforgery, IncidentDb db, CancellationToken cancel)
    {
        if (!await antiforgery.CameFromUsAsync(context))
        {
            return Results.LocalRedirect("/sign-in");
        }

        var form = await context.Request.ReadFormAsync(cancel);
        var handle = form["handle"].ToString();
        var person = (await SamplePeopleAsync(db, cancel)).FirstOrDefault(one => one.Handle == handle);
        if (person is null)
        {
            return Results.LocalRedirect("/sign-in");
        }

        var identity = new ClaimsIdentity([new Claim(PersonClaim, person.Id.ToString()), new Claim(ClaimTypes.Name, person.Name)], CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(new ClaimsPrincipal(identity));
        var back = form["returnUrl"].ToString();
        return Results.LocalRedirect(back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal) ? back : "/incidents");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.CameFromUsAsync(context))
        {
            return Results.LocalRedirect("/incidents");
        }

        await context.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }
}

/// <summary>Holds for people who are operators somewhere.</summary>
public sealed class OperatorRequirement : IAuthorizationRequirement;

/// <summary>Reads the grant at each request, so that a right that was taken away is gone at once.</summary>
public sealed class OperatorHandler(IncidentDb db) : AuthorizationHandler<OperatorRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, OperatorRequirement requirement)
    {
        if (context.User.PersonId() is { } person && await db.Grants.AnyAsync(grant => grant.PersonId == person && grant.Role == GrantRole.Operator))
        {
            context.Succeed(requirement);
        }
    }
}
