using IncidentBot.Core.Operations;
using IncidentBot.Core.Outside;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Paging;

/// <summary>Registers the ways outside that the settings name. One that is not set up is not there, and contacts who have only that are called by hand.</summary>
public static class PagingSetup
{
    public static IServiceCollection AddPaging(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection(WebhookOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        if (!string.IsNullOrWhiteSpace(configuration[$"{MailOptions.Section}:{nameof(MailOptions.Host)}"]))
        {
            services.AddSingleton<MailChannel>().AddSingleton<IOutsideChannel>(provider => provider.GetRequiredService<MailChannel>()).AddSingleton<IExaminer, MailExaminer>();
        }

        if (!string.IsNullOrWhiteSpace(configuration[$"{WebhookOptions.Section}:{nameof(WebhookOptions.Secret)}"]))
        {
            // An address may hold a token: no logger sees it.
            services.AddHttpClient(WebhookChannel.Client, client => client.Timeout = TimeSpan.FromSeconds(10)).ConfigurePrimaryHttpMessageHandler(WebhookConnection.Handler).RemoveAllLoggers();
            services.AddSingleton<IOutsideChannel, WebhookChannel>();
        }

        return services;
    }
}
