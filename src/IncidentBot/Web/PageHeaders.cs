using IncidentBot.Host.SignIn;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace IncidentBot.Host.Web;

/// <summary>What every answer tells the browser: nothing but our own files may run or load, forms go nowhere but to us and the identity provider, nobody may put a page of ours into theirs, and nothing of an incident stays in a cache.</summary>
public static class PageHeaders
{
    /// <summary>Pico's icons are data: addresses in its style sheet.</summary>
    private const string Policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Hangfire's dashboard brings scripts and styles inside its pages.</summary>
    private const string DashboardPolicy = "default-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// <summary>The address alone is good for something.</summary>
    private static bool HoldsSecret(PathString path) => path.StartsWithSegments("/enter") || path.StartsWithSegments("/page") || path.StartsWithSegments("/check");

    public static void UsePageHeaders(this WebApplication app)
    {
        var provider = app.Services.GetRequiredService<IOptions<AuthenticationOptions>>().Value is { IsSet: true } set && Uri.TryCreate(set.Authority, UriKind.Absolute, out var authority) ? $" {authority.GetLeftPart(UriPartial.Authority)}" : "";
        var policy = $"{Policy}; form-action 'self'{provider}";
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                var (headers, path) = (context.Response.Headers, context.Request.Path);
                headers.ContentSecurityPolicy = path.StartsWithSegments("/hangfire") ? DashboardPolicy : policy;
                headers.XFrameOptions = "DENY";
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = HoldsSecret(path) ? "no-referrer" : "same-origin";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
                if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
                {
                    headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
