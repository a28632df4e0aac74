namespace IncidentBot.Slack.Api;

/// <summary>Links at the top of a channel.</summary>
public sealed class BookmarksApi
{
    private readonly ISlackApiClient client;

    internal BookmarksApi(ISlackApiClient client) => this.client = client;

    public async Task<Bookmark> Add(string channelId, string title, string link, string? emoji, CancellationToken cancel) => (await client.Post<BookmarkResponse>("bookmarks.add",
        new SlackArgs().With("channel_id", channelId).With("title", title).With("type", "link").With("link", link).With("emoji", emoji), cancel)).Bookmark;

    public async Task<IReadOnlyList<Bookmark>> List(string channelId, CancellationToken cancel) => (await client.Post<BookmarkListResponse>("bookmarks.list", new SlackArgs().With("channel_id", channelId), cancel)).Bookmarks;

    public async Task<Bookmark> Edit(string channelId, string bookmarkId, string? title, string? link, CancellationToken cancel) => (await client.Post<BookmarkResponse>("bookmarks.edit",
        new SlackArgs().With("channel_id", channelId).With("bookmark_id", bookmarkId).With("title", title).With("link", link), cancel)).Bookmark;

    public Task Remove(string channelId, string bookmarkId, CancellationToken cancel) =>
        client.Post<SlackResponse>("bookmarks.remove", new SlackArgs().With("channel_id", channelId).With("bookmark_id", bookmarkId), cancel);
}

/// <summary>A link at the top of a channel.</summary>
public sealed record Bookmark
{
    public string Id { get; init; } = "";

    public string Title { get; init; } = "";

    public string? Link { get; init; }

    public string? AppId { get; init; }
}

internal sealed record BookmarkResponse : SlackResponse
{
    public Bookmark Bookmark { get; init; } = new();
}

internal sealed record BookmarkListResponse : SlackResponse
{
    public IReadOnlyList<Bookmark> Bookmarks { get; init; } = [];
}
