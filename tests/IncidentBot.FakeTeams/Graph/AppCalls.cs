using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Graph;

/// <summary>Where the app is installed: the catalogue, teams, chats, people, and single channels.</summary>
internal static partial class AppCalls
{
    private const string Options = Rows.Options + " $expand";
    private const string Body = "teamsApp@odata.bind* consentedPermissionSet";

    private static readonly Dictionary<string, Func<TeamsApp, string?>> Catalogue = new(StringComparer.Ordinal) { ["externalId"] = one => one.ManifestId, ["id"] = one => one.CatalogId, ["displayName"] = one => one.Name };

    private static readonly Dictionary<string, Func<TeamsInstallation, string?>> Filtered = new(StringComparer.Ordinal)
    {
        ["teamsApp/externalId"] = one => one.App.ManifestId,
        ["teamsApp/id"] = one => one.App.CatalogId,
        ["teamsApp/displayName"] = one => one.App.Name,
    };

    public static IEnumerable<Route> All =>
    [
        new(Api.Graph, "GET", "appCatalogs/teamsApps", call => Rows.Page(call, Filter.Apply(call.World.Apps.Where(one => one.Tenant == call.Tenant), call.Query("$filter"), Catalogue), GraphShapes.App)) { Roles = Permissions.ReadCatalogue, Query = Rows.Options },
        new(Api.Graph, "GET", "teams/{team}/installedApps", call => List(call, GraphRules.Team(call).Apps)) { Roles = Permissions.ReadApps("Team"), Consents = ["TeamsAppInstallation.Read.Group"], Query = Options },
        new(Api.Graph, "POST", "teams/{team}/installedApps", AddToTeam) { Roles = Permissions.WriteApps("Team"), Body = Body },
        new(Api.Graph, "GET", "chats/{chat}/installedApps", call => List(call, GraphRules.Chat(call).Apps)) { Roles = Permissions.ReadApps("Chat"), Consents = ["TeamsAppInstallation.Read.Chat"], Query = Options },
        new(Api.Graph, "POST", "chats/{chat}/installedApps", AddToChat) { Roles = Permissions.WriteApps("Chat"), Body = Body },
        new(Api.Graph, "GET", "users/{user}/teamwork/installedApps", call => List(call, Chat(call, call.App, UserCalls.User(call)) is { } chat ? chat.Apps : [])) { Roles = Permissions.ReadApps("User"), Query = Options },
        new(Api.Graph, "POST", "users/{user}/teamwork/installedApps", AddToUser) { Roles = Permissions.WriteApps("User"), Body = Body },
        new(Api.Graph, "POST", "teams/{team}/channels/{channel}/enabledApps/$ref", Enable) { Roles = Permissions.EnableInChannels, Body = "@odata.id*" },
    ];

    /// <summary>The app of the tenant's catalogue that a body names.</summary>
    public static TeamsApp Bound(Call call, JsonObject body, string scope, string property = "teamsApp@odata.bind")
    {
        var bind = Bind().Match(GraphRules.Text(body, property) ?? throw GraphRules.Bad($"Required property '{property}' is missing."));
        var app = call.World.Apps.Find(one => bind.Success && one.CatalogId == bind.Groups[1].Value && one.Tenant == call.Tenant) ?? throw GraphRules.NotFound("The app is not in the catalogue of the tenant.");
        return app.Scopes.Contains(scope) ? app : throw GraphRules.Bad($"The app's manifest does not allow the scope {scope}.");
    }

    public static void Install(Call call, TeamsChat chat, TeamsApp app)
    {
        chat.Apps.Add(new TeamsInstallation(Guid.NewGuid().ToString(), app));
        call.Server.Happenings.Installed(app, chat, by: null);
    }

    private static Reply List(Call call, IEnumerable<TeamsInstallation> installed)
    {
        var expanded = call.Query("$expand")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        if (expanded.FirstOrDefault(one => one is not ("teamsApp" or "teamsAppDefinition")) is { } unknown)
        {
            throw GraphRules.Bad($"Could not find a property named '{unknown}' to expand.");
        }

        return Rows.Page(call, Filter.Apply(installed, call.Query("$filter"), Filtered), one => Shape(one, expanded));
    }

    private static JsonObject Shape(TeamsInstallation installed, string[] expanded)
    {
        var shape = new JsonObject { ["id"] = installed.Id };
        if (expanded.Contains("teamsApp"))
        {
            shape["teamsApp"] = GraphShapes.App(installed.App);
        }

        if (expanded.Contains("teamsAppDefinition"))
        {
            shape["teamsAppDefinition"] = new JsonObject { ["id"] = $"{installed.Id}##1.0.0", ["teamsAppId"] = installed.App.CatalogId, ["displayName"] = installed.App.Name, ["version"] = "1.0.0", ["publishingState"] = "published" };
        }

        return shape;
    }

    private static Reply AddToTeam(Call call)
    {
        var team = GraphRules.Team(call);
        var app = Bound(call, call.Body, "team");
        MustBeNew(team.Installation(app));
        team.Apps.Add(new TeamsInstallation(Guid.NewGuid().ToString(), app));
        call.Server.Happenings.Installed(app, team, by: null);
        return new Reply(201);
    }

    private static Reply AddToChat(Call call)
    {
        var chat = GraphRules.Chat(call);
        var app = Bound(call, call.Body, "groupChat");
        MustBeNew(chat.Apps.Find(one => one.App == app));
        Install(call, chat, app);
        return new Reply(201);
    }

    private static Reply AddToUser(Call call)
    {
        var user = UserCalls.User(call);
        var app = Bound(call, call.Body, "personal");
        MustBeNew(Chat(call, app, user)?.Apps.Find(one => one.App == app));
        var chat = call.Server.OpenChat(app, user);
        call.Server.Happenings.Installed(app, chat, user);
        return new Reply(201);
    }

    /// <summary>Version 1.0 takes shared channels alone; the beta takes private ones as well, where the tenant has the preview.</summary>
    private static Reply Enable(Call call)
    {
        var channel = GraphRules.Channel(call);
        var app = Bound(call, call.Body, "team", "@odata.id");
        if (channel.Kind is ChannelKind.Private && call.IsBeta && !call.World.Limits.LetsAppsIntoPrivateChannels)
        {
            // That there is such an answer is documented; the words are ours.
            throw new Refused(403, "Forbidden", "Apps are not allowed in private channels of this tenant.");
        }

        if (channel.Kind is ChannelKind.Standard || (channel.Kind is ChannelKind.Private && !call.IsBeta) || !app.ChannelFeatures || channel.Team.Installation(app) is null)
        {
            throw GraphRules.Bad("The app cannot be enabled in this channel.");
        }

        if (channel.Enabled.Contains(app))
        {
            throw new Refused(409, "Conflict", "The app is enabled already.");
        }

        channel.Enabled.Add(app);
        call.Server.Happenings.Enabled(app, channel, by: null);
        return new Reply(204);
    }

    private static void MustBeNew(TeamsInstallation? before)
    {
        if (before is not null)
        {
            throw new Refused(409, "Conflict", "The app is already installed.") { Detail = "AppEntitlementAlreadyExists" };
        }
    }

    private static TeamsChat? Chat(Call call, TeamsApp app, TeamsUser user) => call.World.Chats.Find(one => one.Bot == app && one.Has(user));

    [GeneratedRegex(@"^https://graph\.microsoft\.com/(?:v1\.0|beta)/appCatalogs/teamsApps(?:\('|/)([^/']+)(?:'\))?$")]
    private static partial Regex Bind();
}
