using System.Globalization;
using System.Threading.RateLimiting;
using IncidentBot.Host.SignIn;
using Microsoft.AspNetCore.RateLimiting;

namespace IncidentBot.Host.Hosting;

/// <summary>How often one address may knock and one person may act. Far above what people do, far below what guesses codes or fills a disk.</summary>
public static class RateLimits
{
    /// <summary>Where codes are entered and made: per address.</summary>
    public const string Door = "door";

    /// <summary>Where verbs come in: per person, or per address where nobody is known.</summary>
    public const string Acts = "acts";

    public static IServiceCollection AddRateLimits(this IServiceCollection services, int scale)
    {
        return services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(Door, context => Window(context.Address() ?? "nowhere", 30 * scale));
            limits.AddPolicy(Acts, context => Window(context.User.PersonId()?.ToString() ?? context.Address() ?? "nowhere", 300 * scale));
            limits.OnRejected = SayAsync;
        });
    }

    private static RateLimitPartition<string> Window(string key, int permits) =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, AutoReplenishment = true });

    private static async ValueTask SayAsync(OnRejectedContext rejected, CancellationToken cancel)
    {
        var response = rejected.HttpContext.Response;
        response.Headers.RetryAfter = (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Ceiling(wait.TotalSeconds) : 10).ToString(CultureInfo.InvariantCulture);
        response.ContentType = "text/plain; charset=utf-8";
        await response.WriteAsync("That was too much at once, so nothing was done. Wait a minute and try again.", cancel);
    }
}
