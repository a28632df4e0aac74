using IncidentBot.Core.Chat;
using IncidentBot.Core.Operations;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Graph;
using IncidentBot.Teams.Inbox;
using IncidentBot.Teams.Installs;
using IncidentBot.Teams.Operations;
using IncidentBot.Teams.Options;
using IncidentBot.Teams.People;
using IncidentBot.Teams.Requests;
using IncidentBot.Teams.Rooms;
using IncidentBot.Teams.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Teams;

/// <summary>Takes what Teams sends and hands it to the <see cref="ITeamsInbox"/>; speaks to Teams and to Graph. While Teams is off nothing asks for an inbox.</summary>
public static class TeamsSetup
{
    internal const string Client = "teams";

    /// <summary>Of an answer; the largest are pages of people.</summary>
    private const int LargestAnswer = 8 * 1024 * 1024;

    /// <summary>Everything of Teams. Without a key it is off, and only its settings are checked.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetSection(TeamsOptions.Section).Get<TeamsOptions>() is { IsOn: true })
        {
            services.AddTeamsChat();
        }

        return services.AddTeamsRequests(configuration);
    }

    /// <summary>Only what takes requests and speaks to Teams and to Graph.</summary>
    public static IServiceCollection AddTeamsRequests(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TeamsOptions>().Bind(configuration.GetSection(TeamsOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ConnectorOptions>().Bind(configuration.GetSection(ConnectorOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TeamsOptions>, TeamsOptionsExaminer>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Registrations>().AddSingleton<ServiceHosts>().AddSingleton<ThisMachineOnly>().AddHostedService(provider => provider.GetRequiredService<ThisMachineOnly>());
        services.AddSingleton<TeamsTokens>().AddSingleton<Func<Registration, ITokenSource>>(Source);
        services.AddSingleton<BotKeys>().AddSingleton<BotTokens>().AddSingleton<BotCredentials>().AddSingleton<BotAuthentication>().AddSingleton<BotAdapter>();
        services.AddSingleton<InboxDoor>().AddSingleton<BotRequests>();
        services.AddSingleton<TeamsPace>().AddSingleton<ConnectorWire>().AddSingleton<ITeamsConnector, TeamsConnector>();
        services.AddSingleton<ITeamsGraphs, GraphClients>();

        // Secrets and people's words stand in what is sent: no logger sees it, and no trace.
        services.AddHttpClient(Client, (provider, client) =>
        {
            client.Timeout = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<ConnectorOptions>>().Value.CallTimeoutSeconds);
            client.MaxResponseContentBufferSize = LargestAnswer;
        }).ConfigurePrimaryHttpMessageHandler(Handler).RemoveAllLoggers();
        return services;
    }

    /// <summary>Rooms and messages in Teams.</summary>
    private static void AddTeamsChat(this IServiceCollection services)
    {
        services.AddSingleton<ServiceUrls>().AddSingleton<TeamsIds>().AddSingleton<TeamsPlaces>().AddSingleton<LocalTeams>().AddSingleton<TeamsInstalls>().AddSingleton<TeamsDigests>().AddSingleton<PrivateChannels>().AddSingleton<TeamsStart>().AddHostedService(provider => provider.GetRequiredService<TeamsStart>());
        services.AddScoped<TeamsPeople>().AddScoped<TeamsCalls>().AddScoped<TeamsPosts>().AddScoped<TeamsGuests>().AddScoped<TeamsOpening>().AddScoped<LocalRooms>().AddScoped<IChatPlatform, TeamsRooms>().AddScoped<TeamsDoor>();
        services.AddScoped<TeamsButtons>().AddScoped<TeamsReplies>().AddScoped<TeamsHomes>().AddScoped<FreshCards>().AddScoped<TeamsCommands>().AddScoped<TeamsPresses>().AddScoped<TeamsFormDesk>().AddScoped<TeamsExtensions>().AddScoped<TeamsMessages>().AddScoped<TeamsEvents>().AddScoped<TeamsArrivals>();
        services.TryAddScoped<ITeamsInbox, TeamsInbox>();
        services.AddSingleton(new ChatName(TeamsRooms.Platform)).AddSingleton<IExaminer, TeamsExaminer>();
    }

    /// <summary>The one address of Teams. It is open to strangers because the token says who asks, and no count holds it up: Teams has many addresses, and what is no token of Teams costs little.</summary>
    public static void MapTeamsRequests(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/messages", (HttpContext context, BotRequests requests) => requests.TakeAsync(context)).AllowAnonymous().DisableRateLimiting().DisableAntiforgery().WithMetadata(new ProvenByTeams());

    private static Func<Registration, ITokenSource> Source(IServiceProvider services) => registration => registration.Type switch
    {
        AppType.UserAssignedMSI => ActivatorUtilities.CreateInstance<ManagedIdentity>(services, registration),
        _ => ActivatorUtilities.CreateInstance<ClientSecret>(services, registration),
    };

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

/// <summary>Marks an endpoint that lets in nobody but Teams, by its token.</summary>
public sealed class ProvenByTeams;
