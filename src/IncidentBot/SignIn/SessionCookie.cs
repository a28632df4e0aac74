using System.Security.Claims;
using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace IncidentBot.Host.SignIn;

/// <summary>The cookie holds a session's id. Whose it is and whether it still counts is read from the database at each request, so that a session that was ended is over at once, in every browser.</summary>
public static class SessionCookie
{
    private const string SessionClaim = "incidentbot:session";
    private const string PersonClaim = "incidentbot:person";
    private const string OnlyClaim = "incidentbot:only";

    /// <summary>The person who is signed in; null when nobody is, or an identity that is nobody's yet.</summary>
    public static Id<Person>? PersonId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(PersonClaim), out var id) ? new Id<Person>(id) : null;

    public static Id<Session>? SessionId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(SessionClaim), out var id) ? new Id<Session>(id) : null;

    /// <summary>The one incident that an invited guest may see; null for everybody else.</summary>
    public static IncidentReference? OnlyIncident(this ClaimsPrincipal user) => IncidentReference.TryParse(user.FindFirstValue(OnlyClaim), out var only) ? only : null;

    public static ClaimsPrincipal Holder(Session session) => new(new ClaimsIdentity([new Claim(SessionClaim, session.Id.ToString())], CookieAuthenticationDefaults.AuthenticationScheme));

    public static Task GiveAsync(HttpContext context, Session session) =>
        context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Holder(session), new AuthenticationProperties { ExpiresUtc = session.EndsAt, IssuedUtc = session.StartedAt });

    public static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionBook>();
        if (context.Principal?.SessionId() is not { } id || await sessions.FindAsync(id, context.HttpContext.RequestAborted) is not { } open)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return;
        }

        var claims = new List<Claim> { new(SessionClaim, id.ToString()), new(ClaimTypes.Name, open.Name) };
        if (open.Session.PersonId is { } person)
        {
            claims.Add(new Claim(PersonClaim, person.ToString()));
        }

        if (open.Session.OnlyIncidentId is not null)
        {
            claims.Add(new Claim(OnlyClaim, open.Only.ToString() ?? ""));
        }

        context.ReplacePrincipal(new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme)));
    }

    /// <summary>Somebody known, as opposed to an identity that is nobody's yet.</summary>
    public static bool IsKnown(this ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == PersonClaim);
}
