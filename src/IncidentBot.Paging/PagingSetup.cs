using IncidentBot.Core.Operations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Paging.Checks;
using IncidentBot.Paging.Mail;
using IncidentBot.Paging.PagerDuty;
using IncidentBot.Paging.Telephone;
using IncidentBot.Paging.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IncidentBot.Paging;

/// <summary>Registers the ways outside that the settings name. One that is not set up is not there, and contacts who have only that are called by hand.</summary>
public static class PagingSetup
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddPaging(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection(WebhookOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TwilioOptions>().Bind(configuration.GetSection(TwilioOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PagerDutyOptions>().Bind(configuration.GetSection(PagerDutyOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TwilioAddress>().AddSingleton<IValidateOptions<TwilioOptions>>(provider => provider.GetRequiredService<TwilioAddress>()).AddSingleton<TwilioRequests>().AddSingleton<PagerDutyRequests>();
        if (!string.IsNullOrWhiteSpace(configuration[$"{MailOptions.Section}:{nameof(MailOptions.Host)}"]))
        {
            services.AddSingleton<MailChannel>().AddSingleton<IOutsideChannel>(provider => provider.GetRequiredService<MailChannel>()).AddSingleton<ITestChannel>(provider => provider.GetRequiredService<MailChannel>()).AddSingleton<IOperatorChannel>(provider => provider.GetRequiredService<MailChannel>()).AddSingleton<IExaminer, MailExaminer>();
        }

        if (!string.IsNullOrWhiteSpace(configuration[$"{WebhookOptions.Section}:{nameof(WebhookOptions.Secret)}"]))
        {
            // An address may hold a token: no logger sees it.
            services.AddHttpClient(WebhookChannel.Client, client => client.Timeout = Longest).ConfigurePrimaryHttpMessageHandler(WebhookConnection.Handler).RemoveAllLoggers()
                .AddHttpMessageHandler(provider => new ProviderConnection("webhook", null, repeatable: false, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IOutsideChannel, WebhookChannel>();
        }

        if (!string.IsNullOrWhiteSpace(configuration[$"{TwilioOptions.Section}:{nameof(TwilioOptions.AccountSid)}"]))
        {
            // An address may hold a ticket.
            services.AddHttpClient(TwilioApi.Client, client => client.Timeout = Longest).ConfigurePrimaryHttpMessageHandler(ProviderConnection.Socket).RemoveAllLoggers()
                .AddHttpMessageHandler(provider => new ProviderConnection("Twilio", Address(provider.GetRequiredService<IOptions<TwilioOptions>>().Value.ApiBaseUrl), repeatable: false, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<TwilioApi>().AddSingleton<TextChannel>().AddSingleton<VoiceChannel>();
            services.AddSingleton<IOutsideChannel>(provider => provider.GetRequiredService<TextChannel>()).AddSingleton<IOutsideChannel>(provider => provider.GetRequiredService<VoiceChannel>());
            services.AddSingleton<ITestChannel>(provider => provider.GetRequiredService<TextChannel>()).AddSingleton<ITestChannel>(provider => provider.GetRequiredService<VoiceChannel>()).AddSingleton<IExaminer, TwilioExaminer>();
        }

        if (configuration.GetSection(PagerDutyOptions.Section).Get<PagerDutyOptions>() is { On: true })
        {
            services.AddHttpClient(PagerDutyChannel.Client, (provider, client) => (client.Timeout, client.BaseAddress) = (Longest, new Uri(provider.GetRequiredService<IOptions<PagerDutyOptions>>().Value.EventsUrl)))
                .ConfigurePrimaryHttpMessageHandler(ProviderConnection.Socket).RemoveAllLoggers()
                .AddHttpMessageHandler(provider => new ProviderConnection("PagerDuty", null, repeatable: true, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<PagerDutyChannel>().AddSingleton<IOutsideChannel>(provider => provider.GetRequiredService<PagerDutyChannel>()).AddSingleton<IQuietChannel>(provider => provider.GetRequiredService<PagerDutyChannel>());
        }

        if (!string.IsNullOrWhiteSpace(configuration[$"{PagerDutyOptions.Section}:{nameof(PagerDutyOptions.ApiToken)}"]))
        {
            services.AddHttpClient(PagerDutySchedules.Client, (provider, client) => (client.Timeout, client.BaseAddress) = (Longest, new Uri(provider.GetRequiredService<IOptions<PagerDutyOptions>>().Value.ApiUrl))).ConfigurePrimaryHttpMessageHandler(ProviderConnection.Socket).RemoveAllLoggers();
            services.AddSingleton<PagerDutySchedules>().AddHostedService(provider => provider.GetRequiredService<PagerDutySchedules>()).AddSingleton<IExaminer, PagerDutyExaminer>();
        }

        return services;
    }

    /// <summary>Where providers ask and tell. They cannot sign in: a signature says who asks, and before it is checked nothing is done.</summary>
    public static void MapPaging(this IEndpointRouteBuilder endpoints)
    {
        Map(TwilioAddress.Voice, (HttpContext context, TwilioRequests twilio, PageReplies replies, CheckReplies checks, CancellationToken cancel) => twilio.VoiceAsync(context, replies, checks, cancel));
        Map(TwilioAddress.Text, (HttpContext context, TwilioRequests twilio, PageReplies replies, CheckReplies checks, CancellationToken cancel) => twilio.TextAsync(context, replies, checks, cancel));
        Map(TwilioAddress.Status, (HttpContext context, TwilioRequests twilio, PageReplies replies, PageReports reports, CheckReplies checks, CancellationToken cancel) => twilio.StatusAsync(context, replies, reports, checks, cancel));
        Map(PagerDutyRequests.Path, (HttpContext context, PagerDutyRequests pagerDuty, PageReplies replies, CancellationToken cancel) => pagerDuty.TakeAsync(context, replies, cancel));

        void Map(string path, Delegate take) => endpoints.MapPost(path, take).AllowAnonymous().DisableRateLimiting().DisableAntiforgery().WithMetadata(new SignedByProvider());
    }

    private static Uri? Address(string? text) => string.IsNullOrWhiteSpace(text) ? null : new Uri(text);
}

/// <summary>Marks an endpoint that lets in nobody but a provider, by its signature.</summary>
public sealed class SignedByProvider;
