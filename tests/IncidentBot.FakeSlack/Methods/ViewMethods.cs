using System.Text.Json.Nodes;
using IncidentBot.SlackFake.BlockKit;
using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Methods;

/// <summary>Forms, and the app's home.</summary>
internal static class ViewMethods
{
    /// <summary>A form, and two upon it.</summary>
    private const int Deepest = 3;

    private const int LargestView = 250_000;

    public static IEnumerable<MethodSpec> All =>
    [
        new("views.open", "trigger_id* view*", call => Open(call, push: false)) { Tier = 4 },
        new("views.push", "trigger_id* view*", call => Open(call, push: true)) { Tier = 4 },
        new("views.update", "view_id external_id view* hash", Update) { Tier = 4 },
        new("views.publish", "user_id* view* hash", Publish) { Tier = 4 },
    ];

    private static object Open(Call call, bool push)
    {
        var trigger = call.World.Triggers.Find(one => one.Id == call.Text("trigger_id") && call.Reaches(one.Workspace)) ?? throw new SlackError("invalid_trigger_id");
        var content = Content(call.Json("view"), "modal", call.World, trigger.Workspace, null);
        if (trigger.Used)
        {
            throw new SlackError("exchanged_trigger_id");
        }

        if (call.World.Time.GetUtcNow() - trigger.Made > SlackTrigger.Lives)
        {
            throw new SlackError("expired_trigger_id");
        }

        if (push && trigger.View is null)
        {
            throw new SlackError("invalid_trigger_id");
        }

        trigger.Used = true;
        return new { view = Shapes.View(call.World, Add(call.World, trigger.Workspace, trigger.User, push ? trigger.View : null, content)) };
    }

    internal static SlackView Add(SlackWorld world, SlackWorkspace workspace, SlackUser user, SlackView? below, JsonObject content)
    {
        if (below is not null && Depth(below) >= Deepest)
        {
            throw new SlackError("push_limit_reached");
        }

        var view = new SlackView(world.NewId("V"), workspace, user) { Content = content, Previous = below, Hash = NewHash(world) };
        world.Views.Add(view);
        return view;
    }

    private static object Update(Call call)
    {
        if (call.Text("view_id") is null == call.Text("external_id") is null)
        {
            throw SlackError.Arguments("[ERROR] missing required field: view_id or external_id");
        }

        var view = call.World.Views.Find(one => call.Reaches(one.Workspace) && !one.Closed && (one.Id == call.Text("view_id") || (call.Text("external_id") is { } id && (string?)one.Content["external_id"] == id))) ?? throw new SlackError("not_found");
        Change(call, view, view.Type == "home" ? "home" : "modal");
        return new { view = Shapes.View(call.World, view) };
    }

    private static object Publish(Call call)
    {
        if (!call.World.App.HomeTab)
        {
            throw new SlackError("not_enabled");
        }

        var user = call.User(call.Text("user_id")!);
        var view = call.World.Views.Find(one => one.Type == "home" && one.User == user && one.Workspace == user.Home);
        if (view is null)
        {
            view = Add(call.World, user.Home, user, null, Content(call.Json("view"), "home", call.World, user.Home, null));
        }
        else
        {
            Change(call, view, "home");
        }

        return new { view = Shapes.View(call.World, view) };
    }

    private static void Change(Call call, SlackView view, string type)
    {
        if (call.Text("hash") is { Length: > 0 } hash && hash != view.Hash)
        {
            throw new SlackError("hash_conflict");
        }

        Replace(call.World, view, Content(call.Json("view"), type, call.World, view.Workspace, view));
    }

    internal static void Replace(SlackWorld world, SlackView view, JsonObject content)
    {
        (view.Content, view.Hash) = (content, NewHash(world));
        view.Errors.Clear();
    }

    internal static JsonObject Content(JsonNode? given, string type, SlackWorld world, SlackWorkspace workspace, SlackView? same)
    {
        if (given is not JsonObject view)
        {
            throw SlackError.Arguments("[ERROR] must be an object [json-pointer:/view]");
        }

        if (given.ToJsonString().Length > LargestView)
        {
            throw new SlackError("view_too_large");
        }

        var wrong = new BlockRules().View(view, type);
        if (wrong.Count > 0)
        {
            throw SlackError.Arguments([.. wrong]);
        }

        if ((string?)view["external_id"] is { Length: > 0 } external && world.Views.Exists(one => one != same && !one.Closed && one.Workspace == workspace && (string?)one.Content["external_id"] == external))
        {
            throw new SlackError("duplicate_external_id");
        }

        view["blocks"] = BlockRules.WithIds((JsonArray)view["blocks"]!, "v");
        return view;
    }

    private static int Depth(SlackView view) => 1 + (view.Previous is { } below ? Depth(below) : 0);

    private static string NewHash(SlackWorld world) => $"{world.NewTs().Split('.')[0]}.{world.NewId("h")}";
}
