namespace IncidentBot.Slack.Api;

/// <summary>Whose token it is, and its end.</summary>
public sealed class AuthApi
{
    private readonly ISlackApiClient client;

    internal AuthApi(ISlackApiClient client) => this.client = client;

    public Task<AuthTestResponse> Test(CancellationToken cancel) => client.Post<AuthTestResponse>("auth.test", new SlackArgs(), cancel);

    /// <summary>Makes the token good for nothing.</summary>
    public Task Revoke(CancellationToken cancel) => client.Post<SlackResponse>("auth.revoke", new SlackArgs(), cancel);
}

/// <summary>Which workspace.</summary>
public sealed class TeamApi
{
    private readonly ISlackApiClient client;

    internal TeamApi(ISlackApiClient client) => this.client = client;

    public async Task<Team> Info(CancellationToken cancel) => (await client.Post<TeamResponse>("team.info", new SlackArgs(), cancel)).Team;
}

/// <summary>The sockets of Socket Mode.</summary>
public sealed class AppsConnectionsApi
{
    private readonly ISlackApiClient client;

    internal AppsConnectionsApi(ISlackApiClient client) => this.client = client;

    /// <summary>The address of a new socket, good for one connection. It needs an app-level token (xapp-).</summary>
    public async Task<Uri> Open(CancellationToken cancel) => (await client.Post<ConnectionOpenResponse>("apps.connections.open", new SlackArgs(), cancel)).Url;
}

/// <summary>Who the token is.</summary>
public sealed record AuthTestResponse : SlackResponse
{
    public string? Team { get; init; }

    public string TeamId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string? BotId { get; init; }

    public string? EnterpriseId { get; init; }

    public bool IsEnterpriseInstall { get; init; }

    public string? AppId { get; init; }

    public string? Url { get; init; }
}

/// <summary>A workspace.</summary>
public sealed record Team
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public string Domain { get; init; } = "";

    public string? EnterpriseId { get; init; }

    public string? EnterpriseName { get; init; }
}

internal sealed record TeamResponse : SlackResponse
{
    public Team Team { get; init; } = new();
}

internal sealed record ConnectionOpenResponse : SlackResponse
{
    public Uri Url { get; init; } = null!;
}
