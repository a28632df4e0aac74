using IncidentBot.TeamsFake.Web;

namespace IncidentBot.TeamsFake.Graph;

/// <summary>A team, and what is under way in it.</summary>
internal static class TeamCalls
{
    public static IEnumerable<Route> All =>
    [
        new(Api.Graph, "GET", "teams/{team}", call => Rows.One(call, GraphShapes.Team(GraphRules.Team(call)))) { Roles = Permissions.ReadTeam, Consents = ["TeamSettings.Read.Group", "TeamSettings.ReadWrite.Group"], Query = "$select" },
        new(Api.Graph, "GET", "teams/{team}/operations/{operation}", Operation) { Roles = [.. Permissions.ChangeChannels, .. Permissions.CreateChannels], Query = "$select" },
    ];

    private static Reply Operation(Call call)
    {
        var team = GraphRules.Team(call);
        var operation = call.World.Operations.Find(one => one.Id == call.Id("operation") && one.Team == team) ?? throw GraphRules.NotFound($"No operation found with id {call.Id("operation")}");
        operation.Poll();
        return Rows.One(call, GraphShapes.Operation(operation));
    }
}
