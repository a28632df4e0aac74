using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Methods;

/// <summary>Links at the top of a channel.</summary>
internal static class BookmarkMethods
{
    private const int MostBookmarks = 100;
    private const int LongestTitle = 256;
    private const int LongestLink = 2048;

    public static IEnumerable<MethodSpec> All =>
    [
        new("bookmarks.add", "channel_id* title* type* link emoji entity_id access_level parent_id", Add) { Scopes = ["bookmarks:write"], Tier = 2 },
        new("bookmarks.edit", "channel_id* bookmark_id* title link emoji", Edit) { Scopes = ["bookmarks:write"], Tier = 2 },
        new("bookmarks.list", "channel_id*", call => new { bookmarks = call.Inside("channel_id").Bookmarks.Select(one => Told(call, one)) }) { Scopes = ["bookmarks:read"] },
        new("bookmarks.remove", "channel_id* bookmark_id* quip_section_id", Remove) { Scopes = ["bookmarks:write"], Tier = 2 },
    ];

    private static object Add(Call call)
    {
        var channel = call.Inside("channel_id");
        if (call.Text("type") != "link")
        {
            throw new SlackError("invalid_bookmark_type");
        }

        if (channel.Bookmarks.Count >= MostBookmarks)
        {
            throw new SlackError("too_many_bookmarks");
        }

        var bookmark = new SlackBookmark(call.World.NewId("Bk")) { Title = Title(call)!, Link = Link(call) ?? throw new SlackError("invalid_link"), Emoji = call.Text("emoji") ?? "", Created = call.World.Now };
        channel.Bookmarks.Add(bookmark);
        return new { bookmark = Told(call, bookmark) };
    }

    private static object Edit(Call call)
    {
        var bookmark = Find(call).Bookmark;
        (bookmark.Title, bookmark.Link, bookmark.Emoji, bookmark.Updated) = (Title(call) ?? bookmark.Title, Link(call) ?? bookmark.Link, call.Text("emoji") ?? bookmark.Emoji, call.World.Now);
        return new { bookmark = Told(call, bookmark) };
    }

    private static object Remove(Call call)
    {
        var (channel, bookmark) = Find(call);
        channel.Bookmarks.Remove(bookmark);
        return new { };
    }

    private static (SlackChannel Channel, SlackBookmark Bookmark) Find(Call call)
    {
        var channel = call.Inside("channel_id");
        return (channel, channel.Bookmarks.Find(one => one.Id == call.Text("bookmark_id")) ?? throw new SlackError("not_found"));
    }

    private static string? Title(Call call) => call.Text("title") is { Length: 0 or > LongestTitle } ? throw SlackError.Arguments("[ERROR] must be less than 257 characters: title") : call.Text("title");

    private static string? Link(Call call) => call.Text("link") is not { } link ? null
        : link.Length <= LongestLink && Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? link : throw new SlackError("invalid_link");

    private static object Told(Call call, SlackBookmark bookmark) => new
    {
        id = bookmark.Id,
        channel_id = call.Text("channel_id"),
        title = bookmark.Title,
        link = bookmark.Link,
        emoji = bookmark.Emoji,
        icon_url = "",
        entity_id = "",
        type = "link",
        date_created = bookmark.Created,
        date_updated = bookmark.Updated,
        rank = "i",
        last_updated_by_user_id = call.Me.Id,
        last_updated_by_team_id = call.Channel("channel_id").Team,
        shortcut_id = "",
        app_id = call.World.App.Id,
    };
}
