using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Graph;

/// <summary>How Graph writes things.</summary>
internal static class GraphShapes
{
    public static JsonObject Team(TeamsTeam team) => new()
    {
        ["id"] = team.GroupId,
        ["displayName"] = team.Name,
        ["description"] = team.Description,
        ["internalId"] = team.Id,
        ["isArchived"] = team.Archived,
        ["tenantId"] = team.Tenant.Id,
        ["visibility"] = "private",
        ["webUrl"] = $"https://teams.microsoft.com/l/team/{Uri.EscapeDataString(team.Id)}/conversations?groupId={team.GroupId}&tenantId={team.Tenant.Id}",
    };

    public static JsonObject Channel(TeamsChannel channel) => new()
    {
        ["id"] = channel.Id,
        ["createdDateTime"] = When(channel.Created),
        ["displayName"] = channel.Name,
        ["description"] = channel.Description,
        ["isFavoriteByDefault"] = null,
        ["email"] = null,
        ["tenantId"] = channel.Tenant.Id,
        ["isArchived"] = channel.Archived,
        ["webUrl"] = $"https://teams.microsoft.com/l/channel/{Uri.EscapeDataString(channel.Id)}/{Uri.EscapeDataString(channel.Name)}?groupId={channel.Team.GroupId}&tenantId={channel.Tenant.Id}",
        ["membershipType"] = channel.Kind.ToString().ToLowerInvariant(),
    };

    public static JsonObject Member(TeamsMember member) => new()
    {
        ["@odata.type"] = "#microsoft.graph.aadUserConversationMember",
        ["id"] = member.Id,
        ["roles"] = new JsonArray([.. member.Roles.Select(one => (JsonNode)one)]),
        ["displayName"] = member.User.Name,
        ["visibleHistoryStartDateTime"] = "0001-01-01T00:00:00Z",
        ["userId"] = member.User.ObjectId,
        ["email"] = member.User.Mail,
        ["tenantId"] = member.User.Home.Id,
    };

    public static JsonObject Chat(TeamsChat chat) => new()
    {
        ["id"] = chat.Id,
        ["topic"] = chat.Topic,
        ["createdDateTime"] = When(chat.Created),
        ["lastUpdatedDateTime"] = When(chat.Created),
        ["chatType"] = "group",
        ["webUrl"] = $"https://teams.microsoft.com/l/chat/{Uri.EscapeDataString(chat.Id)}/0?tenantId={chat.Tenant.Id}",
        ["tenantId"] = chat.Tenant.Id,
        ["onlineMeetingInfo"] = null,
    };

    public static JsonObject User(TeamsUser user) => new()
    {
        ["businessPhones"] = new JsonArray(),
        ["displayName"] = user.Name,
        ["givenName"] = user.GivenName,
        ["jobTitle"] = null,
        ["mail"] = user.Mail,
        ["mobilePhone"] = null,
        ["officeLocation"] = null,
        ["preferredLanguage"] = null,
        ["surname"] = user.Surname,
        ["userPrincipalName"] = user.PrincipalName,
        ["id"] = user.ObjectId,
        ["userType"] = user.Guest ? "Guest" : "Member",
        ["accountEnabled"] = !user.Disabled,
    };

    public static JsonObject Operation(TeamsOperation operation) => new()
    {
        ["id"] = operation.Id,
        ["operationType"] = operation.Type,
        ["createdDateTime"] = When(operation.At),
        ["status"] = operation.Done ? "succeeded" : "inProgress",
        ["lastActionDateTime"] = When(operation.At),
        ["attemptsCount"] = 1,
        ["targetResourceId"] = operation.Target.Id,
        ["targetResourceLocation"] = $"/teams('{operation.Team.GroupId}')/channels('{operation.Target.Id}')",
        ["Value"] = "",
        ["error"] = null,
    };

    public static JsonObject App(TeamsApp app) => new() { ["id"] = app.CatalogId, ["externalId"] = app.ManifestId, ["displayName"] = app.Name, ["distributionMethod"] = "organization" };

    private static string When(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
