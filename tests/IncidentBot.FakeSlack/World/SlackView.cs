using System.Text.Json.Nodes;

namespace IncidentBot.SlackFake.World;

/// <summary>A form that is open before somebody, or somebody's home of the app.</summary>
public sealed class SlackView(string id, SlackWorkspace workspace, SlackUser user)
{
    public string Id => id;

    public SlackWorkspace Workspace => workspace;

    public SlackUser User => user;

    /// <summary>As the app gave it.</summary>
    public JsonObject Content { get; set; } = [];

    public string Hash { get; set; } = "";

    public SlackView? Previous { get; init; }

    public SlackView Root => Previous?.Root ?? this;

    /// <summary>Seen by nobody any more.</summary>
    public bool Closed { get; set; }

    /// <summary>What the app said is wrong with what was filled in, by block.</summary>
    public Dictionary<string, string> Errors { get; } = [];

    public string Type => (string?)Content["type"] ?? "";

    public string CallbackId => (string?)Content["callback_id"] ?? "";

    public string Title => (string?)Content["title"]?["text"] ?? "";

    public JsonArray Blocks => Content["blocks"] as JsonArray ?? [];
}

/// <summary>What lets an app open a form before somebody: three seconds (general knowledge, no promise of Slack's), once.</summary>
public sealed class SlackTrigger(string id, SlackWorkspace workspace, SlackUser user, DateTimeOffset made, SlackView? view)
{
    public static readonly TimeSpan Lives = TimeSpan.FromSeconds(3);

    public string Id => id;

    public SlackWorkspace Workspace => workspace;

    public SlackUser User => user;

    public DateTimeOffset Made => made;

    /// <summary>The form in which a button was pressed; only from there another one can be pushed upon it.</summary>
    public SlackView? View => view;

    public bool Used { get; set; }
}

/// <summary>Where a command or a button is answered later: five times in thirty minutes.</summary>
public sealed class ResponseUrl(string path, SlackChannel channel, SlackUser user, DateTimeOffset made)
{
    public const int MostUses = 5;

    public static readonly TimeSpan Lives = TimeSpan.FromMinutes(30);

    public string Path => path;

    public SlackChannel Channel => channel;

    public SlackUser User => user;

    public DateTimeOffset Made => made;

    public int Uses { get; set; }

    /// <summary>The message or ephemeral whose button was pressed.</summary>
    public SlackMessage? Message { get; init; }

    public EphemeralMessage? Ephemeral { get; set; }
}
