using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Api;

/// <summary>Registers <see cref="ISlackApiClient"/> without a token.</summary>
public static class SlackApiSetup
{
    /// <summary>Of an answer; the largest are pages of people.</summary>
    private const int LargestAnswer = 8 * 1024 * 1024;

    public static IServiceCollection AddSlackApi(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(one => one.ServiceType == typeof(ISlackApiClient)))
        {
            return services;
        }

        services.AddOptions<SlackApiOptions>().Bind(configuration.GetSection(SlackApiOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SlackPace>();
        services.AddSingleton<SlackCooldowns>();
        services.AddSingleton<SlackWire>();
        services.AddSingleton<ISlackApiClient, SlackApiClient>();

        // A response URL is a secret that stands in the address: no logger sees it, and no trace.
        services.AddHttpClient(SlackWire.Client, (provider, client) =>
        {
            var options = provider.GetRequiredService<IOptions<SlackApiOptions>>().Value;
            client.BaseAddress = options.ApiBaseUrl;
            client.Timeout = TimeSpan.FromSeconds(options.CallTimeoutSeconds);
            client.MaxResponseContentBufferSize = LargestAnswer;
        }).ConfigurePrimaryHttpMessageHandler(Handler).RemoveAllLoggers();
        return services;
    }

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxResponseHeadersLength = 64,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
