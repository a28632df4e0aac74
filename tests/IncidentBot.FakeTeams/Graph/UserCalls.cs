using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Graph;

/// <summary>People of the tenant.</summary>
internal static class UserCalls
{
    /// <summary>What comes without $select.</summary>
    private static readonly string[] Usual = ["businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone", "officeLocation", "preferredLanguage", "surname", "userPrincipalName", "id"];

    private static readonly Dictionary<string, Func<TeamsUser, string?>> Filtered = new(StringComparer.Ordinal)
    {
        ["mail"] = one => one.Mail,
        ["userPrincipalName"] = one => one.PrincipalName,
        ["displayName"] = one => one.Name,
        ["id"] = one => one.ObjectId,
    };

    public static IEnumerable<Route> All =>
    [
        new(Api.Graph, "GET", "users", call => Rows.Page(call, Filter.Apply(call.World.Users.Where(one => one.Home == call.Tenant), call.Query("$filter"), Filtered), GraphShapes.User, Usual)) { Roles = Permissions.ReadUsers, Query = Rows.Options },
        new(Api.Graph, "GET", "users/{user}", call => Rows.One(call, GraphShapes.User(User(call)), Usual)) { Roles = Permissions.ReadUsers, Query = "$select" },
    ];

    public static TeamsUser User(Call call) => call.World.Find(call.Tenant, call.Id("user"))
        ?? throw GraphRules.NotFound($"Resource '{call.Id("user")}' does not exist or one of its queried reference-property objects are not present.", "Request_ResourceNotFound");
}
