namespace IncidentBot.Slack.Api;

/// <summary>People of a workspace.</summary>
public sealed class UsersApi
{
    private readonly ISlackApiClient client;

    internal UsersApi(ISlackApiClient client) => this.client = client;

    public async Task<User> Info(string userId, CancellationToken cancel) => (await client.Post<UserResponse>("users.info", new SlackArgs().With("user", userId), cancel)).User;

    /// <exception cref="SlackException">users_not_found: nobody has it.</exception>
    public async Task<User> LookupByEmail(string email, CancellationToken cancel) => (await client.Post<UserResponse>("users.lookupByEmail", new SlackArgs().With("email", email), cancel)).User;

    public Task<UserListResponse> List(string? teamId, string? cursor, CancellationToken cancel) =>
        client.Post<UserListResponse>("users.list", new SlackArgs().With("limit", 200).With("team_id", teamId).With("cursor", cursor), cancel);
}

/// <summary>A person, guest, outsider or app, as Slack tells of it.</summary>
public sealed record User
{
    public string Id { get; init; } = "";

    /// <summary>The workspace it belongs to, which for somebody from outside is another one than ours.</summary>
    public string? TeamId { get; init; }

    public string Name { get; init; } = "";

    public string? RealName { get; init; }

    public string? Tz { get; init; }

    public bool Deleted { get; init; }

    public bool IsBot { get; init; }

    public bool IsAppUser { get; init; }

    public bool IsWorkflowBot { get; init; }

    /// <summary>A guest, of several channels or of one.</summary>
    public bool IsRestricted { get; init; }

    public bool IsUltraRestricted { get; init; }

    /// <summary>From another company, by Slack Connect.</summary>
    public bool IsStranger { get; init; }

    public bool IsAdmin { get; init; }

    public bool IsOwner { get; init; }

    public UserProfile Profile { get; init; } = new();

    public EnterpriseUser? EnterpriseUser { get; init; }
}

/// <summary>What people say of themselves; nothing here proves who they are.</summary>
public sealed record UserProfile
{
    public string? RealName { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>Only with the scope users:read.email.</summary>
    public string? Email { get; init; }

    public string? Team { get; init; }
}

/// <summary>The same person across an organisation's workspaces.</summary>
public sealed record EnterpriseUser
{
    public string Id { get; init; } = "";

    public string EnterpriseId { get; init; } = "";

    public IReadOnlyList<string>? Teams { get; init; }
}

internal sealed record UserResponse : SlackResponse
{
    public User User { get; init; } = new();
}

/// <summary>A page of people.</summary>
public sealed record UserListResponse : SlackResponse
{
    public IReadOnlyList<User> Members { get; init; } = [];
}
