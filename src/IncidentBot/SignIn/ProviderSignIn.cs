using IncidentBot.Core.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace IncidentBot.Host.SignIn;

/// <summary>Sign-in with the organisation's own OpenID Connect provider: authorization code with PKCE. No token of theirs is kept.</summary>
public sealed partial class ProviderSignIn(IOptions<AuthenticationOptions> settings, ILogger<ProviderSignIn> log) : IConfigureNamedOptions<OpenIdConnectOptions>
{
    public const string Scheme = "provider";

    /// <summary>Where the provider sends people back to; register it there.</summary>
    public const string Callback = "/sign-in/callback";

    private const string Issuer = "issuer";

    public void Configure(OpenIdConnectOptions options) => Configure(Scheme, options);

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        var set = settings.Value;
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.Authority = set.Authority;
        options.ClientId = set.ClientId;
        options.ClientSecret = set.ClientSecret;
        options.RequireHttpsMetadata = !new Uri(set.Authority!).IsLoopback;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CallbackPath = Callback;
        options.SignedOutCallbackPath = "/sign-in/signed-out";
        options.SignedOutRedirectUri = "/sign-in";
        options.UsePkce = true;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            // The provider sends people back by a plain link, so Lax will do; over https they are Secure as every cookie of ours.
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Scope.Clear();
        foreach (var scope in new[] { "openid", "profile" }.Concat(set.Scopes).Distinct())
        {
            options.Scope.Add(scope);
        }

        foreach (var claim in new[] { "name", "preferred_username", set.GroupsClaim })
        {
            options.ClaimActions.MapJsonKey(claim, claim);
        }

        options.Events = new OpenIdConnectEvents { OnTokenValidated = RememberIssuer, OnTicketReceived = ArriveAsync, OnRemoteFailure = FailAsync };
    }

    private static Task RememberIssuer(TokenValidatedContext context)
    {
        context.Properties!.Items[Issuer] = context.SecurityToken.Issuer;
        return Task.CompletedTask;
    }

    private async Task ArriveAsync(TicketReceivedContext context)
    {
        var set = settings.Value;
        var claims = context.Principal!;
        string? Of(string type) => claims.FindFirst(type)?.Value is { Length: > 0 and <= 200 } value ? value : null;
        var subject = claims.FindFirst("sub")!.Value;
        var arrival = new Arrival(context.Properties!.Items[Issuer]!, subject, Of("name") ?? Of("preferred_username") ?? subject, Of("preferred_username"), [.. claims.FindAll(set.GroupsClaim).Select(claim => claim.Value)]);
        var session = await context.HttpContext.RequestServices.GetRequiredService<Arrivals>()
            .ArriveAsync(arrival, set.Rules, string.IsNullOrWhiteSpace(set.Organisation) ? null : set.Organisation, TimeSpan.FromHours(set.SessionHours), context.HttpContext.Connection.RemoteIpAddress?.ToString(), context.HttpContext.RequestAborted);
        context.Principal = SessionCookie.Holder(session);
        context.Properties = new AuthenticationProperties { ExpiresUtc = session.EndsAt, RedirectUri = context.Properties.RedirectUri };
        context.ReturnUri = session.PersonId is null ? "/welcome" : context.ReturnUri;
    }

    private async Task FailAsync(RemoteFailureContext context)
    {
        Log.Failed(log, context.Failure?.GetType().Name ?? "unknown");
        await context.HttpContext.RequestServices.GetRequiredService<Audit>()
            .NoteAsync(AuditKind.SignInRefused, null, context.HttpContext.Connection.RemoteIpAddress?.ToString(), "the identity provider's answer was not accepted", context.HttpContext.RequestAborted);
        context.Response.Redirect("/sign-in?problem=refused");
        context.HandleResponse();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A sign-in with the identity provider failed ({Fault}).")]
        public static partial void Failed(ILogger logger, string fault);
    }
}
