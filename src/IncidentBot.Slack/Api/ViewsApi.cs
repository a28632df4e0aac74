using IncidentBot.Slack.Blocks;

namespace IncidentBot.Slack.Api;

/// <summary>Forms in front of somebody, and the app's home.</summary>
public sealed class ViewsApi
{
    private readonly ISlackApiClient client;

    internal ViewsApi(ISlackApiClient client) => this.client = client;

    /// <param name="triggerId">It lives about three seconds and is good for one call: open first, look things up afterwards.</param>
    public Task<ViewResponse> Open(string triggerId, ViewDefinition view, CancellationToken cancel) => Call("views.open", new SlackArgs().With("trigger_id", triggerId), view, cancel);

    public Task<ViewResponse> Push(string triggerId, ViewDefinition view, CancellationToken cancel) => Call("views.push", new SlackArgs().With("trigger_id", triggerId), view, cancel);

    /// <param name="hash">Of the view as we know it: another one means hash_conflict.</param>
    public Task<ViewResponse> Update(ViewDefinition view, string viewId, string? hash, CancellationToken cancel) => Call("views.update", new SlackArgs().With("view_id", viewId).With("hash", hash), view, cancel);

    public Task<ViewResponse> Publish(string userId, ViewDefinition view, string? hash, CancellationToken cancel) => Call("views.publish", new SlackArgs().With("user_id", userId).With("hash", hash), view, cancel);

    private Task<ViewResponse> Call(string method, SlackArgs args, ViewDefinition view, CancellationToken cancel) => client.Post<ViewResponse>(method, args.WithJson("view", view), cancel);
}

/// <summary>The view as Slack has it now.</summary>
public sealed record ViewResponse : SlackResponse
{
    public ViewInfo View { get; init; } = new();
}

/// <summary>Which view it is, and its hash.</summary>
public sealed record ViewInfo
{
    public string Id { get; init; } = "";

    public string Hash { get; init; } = "";

    public string? RootViewId { get; init; }

    public string? PreviousViewId { get; init; }
}
