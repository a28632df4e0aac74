using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Methods;

/// <summary>People and user groups.</summary>
internal static class UserMethods
{
    public static IEnumerable<MethodSpec> All =>
    [
        new("users.info", "user* include_locale", call => new { user = Told(call, call.User(call.Text("user")!)) }) { Scopes = ["users:read"], Json = false, Tier = 4 },
        new("users.lookupByEmail", "email*", LookupByEmail) { Scopes = ["users:read.email"], Json = false },
        new("users.list", "cursor limit include_locale team_id", List) { Scopes = ["users:read"], Json = false, Tier = 2 },
        new("usergroups.list", "include_count include_disabled include_users team_id", Groups) { Scopes = ["usergroups:read"], Json = false, Tier = 2 },
        new("usergroups.users.list", "usergroup* include_disabled team_id", GroupUsers) { Scopes = ["usergroups:read"], Json = false, Tier = 2 },
    ];

    private static object LookupByEmail(Call call)
    {
        var user = call.World.Users.FirstOrDefault(one => one.Email is not null && string.Equals(one.Email, call.Text("email"), StringComparison.OrdinalIgnoreCase) && call.Knows(one) && !one.Deleted);
        return new { user = Told(call, user ?? throw new SlackError("users_not_found")) };
    }

    private static object List(Call call)
    {
        var workspace = call.Workspace;
        var (rows, next) = call.Page(call.World.Users.Where(one => one.Home == workspace || (call.Knows(one) && one.Home.Enterprise is null)).ToList(), 1000, 1000);
        return new { members = rows.Select(one => Told(call, one)), cache_ts = call.World.Now, response_metadata = new { next_cursor = next } };
    }

    private static object Groups(Call call)
    {
        var workspace = call.Workspace;
        return new
        {
            usergroups = workspace.Groups.Select(one => new
            {
                id = one.Id,
                team_id = workspace.Id,
                is_usergroup = true,
                is_subteam = true,
                name = one.Handle,
                description = "",
                handle = one.Handle,
                is_external = false,
                date_create = 1,
                date_update = 1,
                date_delete = 0,
                created_by = "USLACKBOT",
                updated_by = "USLACKBOT",
                users = call.Flag("include_users") ? one.Users : null,
                user_count = one.Users.Count,
            }),
        };
    }

    private static object GroupUsers(Call call) => new { users = (call.Workspace.Groups.Find(one => one.Id == call.Text("usergroup")) ?? throw new SlackError("no_such_subteam")).Users };

    private static object Told(Call call, SlackUser user) => Shapes.User(user, call.Token.Workspace, call.Token.Scopes.Contains("users:read.email"));
}
