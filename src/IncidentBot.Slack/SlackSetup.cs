using IncidentBot.Slack.Api;
using IncidentBot.Slack.Requests;
using IncidentBot.Slack.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Slack;

/// <summary>Takes what Slack sends, by sockets or by signed requests, and hands it to the <see cref="ISlackInbox"/>, which somebody else registers. While Slack is off nothing asks for one.</summary>
public static class SlackSetup
{
    public static IServiceCollection AddSlackRequests(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SlackOptions>().Bind(configuration.GetSection(SlackOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSlackApi(configuration);
        services.TryAddSingleton<KnownApp>();
        services.AddSingleton<InboxDoor>().AddSingleton<RequestReplays>().AddSingleton<SignedRequests>();
        services.AddSingleton<SocketState>().AddSingleton<SocketOpener>();
        if (!string.IsNullOrWhiteSpace(configuration[$"{SlackOptions.Section}:{nameof(SlackOptions.AppToken)}"]))
        {
            services.AddHostedService<SocketMode>();
        }

        return services;
    }

    /// <summary>The three addresses of Slack's requests. They are open to strangers because the signature says who asks, and no count holds them up: Slack has many addresses, and a wrong signature costs one hash.</summary>
    public static void MapSlackRequests(this IEndpointRouteBuilder endpoints)
    {
        Map("commands", SlackDeliveryKind.Command);
        Map("events", SlackDeliveryKind.Event);
        Map("interactions", SlackDeliveryKind.Interaction);

        void Map(string name, SlackDeliveryKind kind) =>
            endpoints.MapPost($"/slack/{name}", (HttpContext context, SignedRequests requests) => requests.TakeAsync(context, kind)).AllowAnonymous().DisableRateLimiting().DisableAntiforgery().WithMetadata(new SignedBySlack());
    }
}

/// <summary>Marks an endpoint that lets in nobody but Slack, by its signature.</summary>
public sealed class SignedBySlack;
