using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Web;

/// <summary>A call while a method does it: its arguments, who calls, and the usual questions with Slack's answers.</summary>
internal sealed class Call(FakeSlack server, SlackToken? token, IReadOnlyDictionary<string, string> arguments)
{
    public FakeSlack Server => server;

    /// <summary>Credentials of the app, as the header has them.</summary>
    public string? Basic { get; init; }

    public SlackWorld World => server.World;

    public IReadOnlyDictionary<string, string> Arguments => arguments;

    public SlackToken Token => token ?? throw new SlackError("not_authed");

    /// <summary>Of an organisation's token, the workspace that the argument team_id names.</summary>
    public SlackWorkspace Workspace => Token.Workspace ?? World.Workspaces.Find(one => one.Id == Text("team_id") && one.Enterprise == Token.Enterprise) ?? throw new SlackError("missing_argument");

    public SlackUser Me => Token.User!;

    /// <summary>Whether the token is good in that workspace.</summary>
    public bool Reaches(SlackWorkspace workspace) => Token.Workspace is { } mine ? mine == workspace : workspace.Enterprise is not null && workspace.Enterprise == Token.Enterprise;

    public string? Text(string name) => arguments.GetValueOrDefault(name);

    public bool Flag(string name) => Text(name) is "true" or "1";

    public int? Number(string name) => Text(name) is not { } text ? null : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : throw SlackError.Arguments($"[ERROR] invalid type: {name} must be a number");

    public JsonNode? Json(string name)
    {
        try
        {
            return Text(name) is { Length: > 0 } text ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            throw name == "blocks" ? new SlackError("invalid_blocks_format") : name == "metadata" ? new SlackError("invalid_metadata_format") : SlackError.Arguments($"[ERROR] invalid json: {name}");
        }
    }

    /// <summary>The channel, if this caller can know of it: private ones only from inside.</summary>
    public SlackChannel Channel(string name = "channel")
    {
        var asked = Text(name);
        return World.Channels.Find(one => one.Id == asked && Sees(one)) ?? throw new SlackError("channel_not_found");
    }

    /// <summary>The same, for what happens inside: the caller is in it, and it is not archived.</summary>
    public SlackChannel Inside(string name = "channel")
    {
        var channel = Channel(name);
        return channel.Archived ? throw new SlackError("is_archived") : IsIn(channel) ? channel : throw new SlackError("not_in_channel");
    }

    public bool IsIn(SlackChannel channel) => channel.Members.Contains(Me.Id);

    public bool Sees(SlackChannel channel) => channel.Kind is ChannelKind.Public ? World.Workspaces.Exists(one => Reaches(one) && channel.Teams.Contains(one.Id)) : IsIn(channel);

    /// <summary>Somebody of this workspace, or somebody from outside in a channel that both are in.</summary>
    public SlackUser User(string id)
    {
        var user = World.User(id) ?? throw new SlackError("user_not_found");
        return Knows(user) ? user : throw new SlackError("user_not_visible");
    }

    public bool Knows(SlackUser user) => Reaches(user.Home) || World.Channels.Exists(one => IsIn(one) && one.Members.Contains(user.Id));

    public void Need(params string[] scopes)
    {
        if (!scopes.Any(Token.Scopes.Contains))
        {
            throw new SlackError("missing_scope") { Needed = scopes[0], Provided = string.Join(',', Token.Scopes.Order(StringComparer.Ordinal)) };
        }
    }

    /// <summary>Public and private channels have scopes of their own.</summary>
    public void NeedFor(SlackChannel channel, string action, string writing = "manage") => Need(channel.Kind switch
    {
        ChannelKind.Public => action == "write" ? $"channels:{writing}" : $"channels:{action}",
        ChannelKind.Private => $"groups:{action}",
        ChannelKind.Direct => $"im:{action}",
        _ => $"mpim:{action}",
    });

    /// <summary>One page; the cursor says where the next begins.</summary>
    public (List<T> Rows, string Next) Page<T>(IReadOnlyList<T> all, int usual, int most)
    {
        var limit = Number("limit") ?? usual;
        if (limit < 1 || limit > most)
        {
            throw new SlackError("invalid_limit");
        }

        limit = Math.Min(limit, server.LargestPage);
        var from = Text("cursor") is { Length: > 0 } cursor ? From(cursor) : 0;
        var rows = all.Skip(from).Take(limit).ToList();
        return (rows, from + limit < all.Count ? Convert.ToBase64String(Encoding.ASCII.GetBytes($"next:{from + limit}")) : "");
    }

    private static int From(string cursor)
    {
        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64String(cursor, bytes, out var length) && Encoding.ASCII.GetString(bytes[..length]) is var text && text.StartsWith("next:", StringComparison.Ordinal) && int.TryParse(text[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            ? from : throw new SlackError("invalid_cursor");
    }
}
