using System.Text;
using IncidentBot.SlackFake.OAuth;
using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Methods;

/// <summary>Installing the app, and renewing tokens that end.</summary>
internal static class OAuthMethods
{
    /// <summary>How long a token lives that is rotated.</summary>
    public static readonly TimeSpan Lives = TimeSpan.FromHours(12);

    public static IEnumerable<MethodSpec> All =>
    [
        new("oauth.v2.access", "client_id client_secret code redirect_uri grant_type refresh_token code_verifier", Access) { Tokens = TokenKind.None, Json = false, Tier = 4 },
    ];

    private static object Access(Call call)
    {
        var (id, secret) = Credentials(call);
        if (id != call.World.App.ClientId)
        {
            throw new SlackError("invalid_client_id");
        }

        if (secret != call.World.App.ClientSecret)
        {
            throw new SlackError("bad_client_secret");
        }

        return call.Text("grant_type") switch
        {
            null or "authorization_code" => Exchange(call),
            "refresh_token" => Renew(call),
            _ => throw new SlackError("invalid_grant_type"),
        };
    }

    private static (string? Id, string? Secret) Credentials(Call call)
    {
        if (call.Basic is null)
        {
            return (call.Text("client_id"), call.Text("client_secret"));
        }

        var bytes = new byte[call.Basic.Length];
        var parts = Convert.TryFromBase64String(call.Basic, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) : [];
        return parts.Length == 2 ? (parts[0], parts[1]) : (null, null);
    }

    private static object Exchange(Call call)
    {
        var code = call.World.Codes.Find(one => one.Value == call.Text("code"));
        if (code is null || code.Used || call.World.Time.GetUtcNow() - code.Made > InstallCode.Lives)
        {
            throw new SlackError("invalid_code");
        }

        if (code.RedirectUri != call.Text("redirect_uri"))
        {
            throw new SlackError("bad_redirect_uri");
        }

        code.Used = true;
        var (workspace, enterprise) = (code.WholeOrganisation ? null : code.By.Home, code.WholeOrganisation ? code.By.Home.Enterprise : null);
        var known = call.World.Tokens.Find(one => one.Kind is TokenKind.Bot && !one.Revoked && one.RefreshToken is null && one.Workspace == workspace && one.Enterprise == enterprise);
        if (known is not null && !call.World.App.TokenRotation)
        {
            // To install it again gives the same token, with what is asked for now.
            known.Scopes.Clear();
            known.Scopes.UnionWith(code.Scopes);
            return Told(call.World, known, code.By);
        }

        return Told(call.World, New(call.World, workspace, enterprise, workspace is null ? call.World.BotIn(enterprise!) : call.World.BotIn(workspace), code.Scopes), code.By);
    }

    /// <summary>The refresh token is replaced and the old one is good for nothing; the old access token lives to its end.</summary>
    private static object Renew(Call call)
    {
        var old = call.World.Tokens.Find(one => one.RefreshToken is not null && one.RefreshToken == call.Text("refresh_token") && !one.Revoked && !one.Renewed) ?? throw new SlackError("invalid_refresh_token");
        old.Renewed = true;
        return Told(call.World, New(call.World, old.Workspace, old.Enterprise, old.User!, old.Scopes), null);
    }

    private static SlackToken New(SlackWorld world, SlackWorkspace? workspace, SlackEnterprise? enterprise, SlackUser bot, IEnumerable<string> scopes)
    {
        var token = new SlackToken($"{(world.App.TokenRotation ? "xoxe." : "")}xoxb-{Guid.NewGuid():N}", TokenKind.Bot)
        {
            Workspace = workspace,
            Enterprise = enterprise,
            User = bot,
            Scopes = [.. scopes],
            Expires = world.App.TokenRotation ? world.Time.GetUtcNow() + Lives : null,
            RefreshToken = world.App.TokenRotation ? $"xoxe-1-{Guid.NewGuid():N}" : null,
        };
        world.Tokens.Add(token);
        return token;
    }

    private static object Told(SlackWorld world, SlackToken token, SlackUser? by) => new
    {
        app_id = world.App.Id,
        authed_user = by is null ? null : new { id = by.Id },
        scope = string.Join(',', token.Scopes),
        token_type = "bot",
        access_token = token.Value,
        refresh_token = token.RefreshToken,
        expires_in = token.RefreshToken is null ? (int?)null : (int)Lives.TotalSeconds,
        bot_user_id = token.User!.Id,
        team = token.Workspace is { } workspace ? new { id = workspace.Id, name = workspace.Name } : null,
        enterprise = (token.Enterprise ?? token.Workspace?.Enterprise) is { } enterprise ? new { id = enterprise.Id, name = enterprise.Name } : null,
        is_enterprise_install = token.Enterprise is not null,
    };
}
