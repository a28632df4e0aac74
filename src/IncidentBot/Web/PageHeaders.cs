namespace IncidentBot.Host.Web;

/// <summary>What every answer tells the browser: nothing but our own files may run or load, and nobody may put a page of ours into theirs, so that no click can be stolen.</summary>
public static class PageHeaders
{
    /// <summary>Pico's icons are data: addresses in its style sheet.</summary>
    private const string Policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Hangfire's dashboard brings scripts and styles inside its pages.</summary>
    private const string DashboardPolicy = "frame-ancestors 'none'";

    public static void UsePageHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/hangfire") ? DashboardPolicy : Policy;
            headers.XFrameOptions = "DENY";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = context.Request.Path.StartsWithSegments("/enter") ? "no-referrer" : "same-origin";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
