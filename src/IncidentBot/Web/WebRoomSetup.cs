using Hangfire;
using IncidentBot.Host.SignIn;
using IncidentBot.Host.Web.Pages;

namespace IncidentBot.Host.Web;

/// <summary>The web room: pages rendered statically, plain forms, server-sent events for what changes. Any process can serve any request.</summary>
public static class WebRoomSetup
{
    public static IServiceCollection AddWebRoom(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "incidentbot.form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddCascadingAuthenticationState();
        services.AddScoped<WebVerbs>().AddScoped<PlanReader>();
        return services;
    }

    public static void MapWebRoom(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/", () => Results.LocalRedirect("/incidents"));
        app.MapRazorComponents<App>();
        app.MapVerbs();
        app.MapPlans();
        app.MapStreams();
        app.MapDownloads();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        app.MapHangfireDashboardWithAuthorizationPolicy(SignInSetup.Operator, "/hangfire", new DashboardOptions { DisplayStorageConnectionString = false, DashboardTitle = "IncidentBot: alarms" });
    }
}
