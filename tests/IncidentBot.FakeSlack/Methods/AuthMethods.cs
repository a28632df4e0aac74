using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Methods;

/// <summary>Whose token it is, and the sockets of Socket Mode.</summary>
internal static class AuthMethods
{
    public static IEnumerable<MethodSpec> All =>
    [
        new("api.test", "error foo", call => new { args = call.Arguments }) { Tokens = TokenKind.None, Tier = 4 },
        new("auth.test", "", Test) { Tier = 0 },
        new("auth.revoke", "test", Revoke) { Json = false },
        new("team.info", "team domain", Team) { Scopes = ["team:read"], Json = false },
        new("apps.connections.open", "", call => new { url = call.Server.Sockets.NewTicket() }) { Tokens = TokenKind.App, Scopes = ["connections:write"], Tier = 1 },
    ];

    private static object Test(Call call) => new
    {
        url = call.Server.Address.ToString(),
        team = call.Token.Workspace?.Name ?? call.Token.Enterprise!.Name,
        user = call.Me.Name,
        team_id = call.Token.Workspace?.Id ?? call.Token.Enterprise!.Id,
        user_id = call.Me.Id,
        bot_id = call.Me.BotId,
        enterprise_id = (call.Token.Enterprise ?? call.Token.Workspace?.Enterprise)?.Id,
        is_enterprise_install = call.Token.Enterprise is not null,
    };

    private static object Revoke(Call call)
    {
        if (!call.Flag("test"))
        {
            call.Token.Revoked = true;
        }

        return new { revoked = !call.Flag("test") };
    }

    private static object Team(Call call)
    {
        var team = call.World.Workspace(call.Text("team") ?? call.Workspace.Id) ?? throw new SlackError("team_not_found");
        return new { team = new { id = team.Id, name = team.Name, domain = team.Domain, email_domain = "", icon = new { image_default = true }, enterprise_id = team.Enterprise?.Id, enterprise_name = team.Enterprise?.Name } };
    }
}
