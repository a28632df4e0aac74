namespace IncidentBot.Slack.Api;

/// <summary>User groups.</summary>
public sealed class UserGroupsApi
{
    private readonly ISlackApiClient client;

    internal UserGroupsApi(ISlackApiClient client) => this.client = client;

    public async Task<IReadOnlyList<UserGroup>> List(string? teamId, CancellationToken cancel) => (await client.Post<UserGroupListResponse>("usergroups.list", new SlackArgs().With("team_id", teamId), cancel)).Usergroups;
}

/// <summary>Who is in a user group.</summary>
public sealed class UserGroupUsersApi
{
    private readonly ISlackApiClient client;

    internal UserGroupUsersApi(ISlackApiClient client) => this.client = client;

    public async Task<IReadOnlyList<string>> List(string userGroupId, string? teamId, CancellationToken cancel) =>
        (await client.Post<UserGroupUsersResponse>("usergroups.users.list", new SlackArgs().With("usergroup", userGroupId).With("team_id", teamId), cancel)).Users;
}

/// <summary>A user group.</summary>
public sealed record UserGroup
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public string Handle { get; init; } = "";

    /// <summary>Seconds since 1970 when it was switched off; 0 while it is on.</summary>
    public long DateDelete { get; init; }
}

internal sealed record UserGroupListResponse : SlackResponse
{
    public IReadOnlyList<UserGroup> Usergroups { get; init; } = [];
}

internal sealed record UserGroupUsersResponse : SlackResponse
{
    public IReadOnlyList<string> Users { get; init; } = [];
}
