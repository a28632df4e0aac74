using IncidentBot.Core.Chat;
using IncidentBot.Core.Operations;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Inbox;
using IncidentBot.Slack.Installs;
using IncidentBot.Slack.Operations;
using IncidentBot.Slack.People;
using IncidentBot.Slack.Requests;
using IncidentBot.Slack.Rooms;
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
    /// <summary>Everything of Slack. Without a key it is off, and only its settings are checked.</summary>
    public static IServiceCollection AddSlack(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetSection(SlackOptions.Section).Get<SlackOptions>() is { IsOn: true })
        {
            services.AddSlackChat();
        }

        return services.AddSlackRequests(configuration);
    }

    /// <summary>Only what takes requests and holds sockets.</summary>
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

    /// <summary>Rooms, messages and answers in Slack.</summary>
    private static void AddSlackChat(this IServiceCollection services)
    {
        services.AddSingleton<SlackTokens>().AddSingleton<SlackInstalls>().AddSingleton<SlackFaces>().AddSingleton<DigestChannels>();
        services.AddScoped<SlackPeople>().AddScoped<SlackCalls>().AddScoped<SlackPosts>().AddScoped<SlackButtons>().AddScoped<RoomGuests>().AddScoped<IChatPlatform, SlackRooms>();
        services.AddScoped<SlackDoor>().AddScoped<SlackReplies>().AddScoped<SlackCommands>().AddScoped<SlackPresses>().AddScoped<SlackMessages>().AddScoped<SlackEvents>().AddScoped<SlackFormDesk>().AddScoped<SlackHome>();
        services.AddSingleton<ISlackInbox, SlackInbox>().AddSingleton<SlackOAuth>().AddSingleton<SlackRotation>().AddHostedService(provider => provider.GetRequiredService<SlackRotation>()).AddSingleton<SlackRoll>().AddHostedService(provider => provider.GetRequiredService<SlackRoll>()).AddSingleton<SlackStart>().AddHostedService(provider => provider.GetRequiredService<SlackStart>());
        services.AddSingleton(new ChatName(SlackRooms.Platform));
        services.AddSingleton<SlackWays>().AddSingleton<IExaminer, SlackExaminer>();
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
