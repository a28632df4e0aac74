using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.OAuth;

/// <summary>The page on which somebody allows the app into their workspace: holds what it was asked against the app's settings, and leads back with a code or with a no.</summary>
internal static class Consent
{
    /// <summary>What is wrong with the address that led here, as Slack's page would say; null when nothing is.</summary>
    public static string? Wrong(SlackApp app, Func<string, string?> asked) =>
        asked("client_id") != app.ClientId ? "invalid_client_id"
            : Redirect(app, asked) is null ? "bad_redirect_uri"
            : Scopes(asked).Count == 0 ? "no_scopes"
            : Scopes(asked).Any(one => !app.Scopes.Contains(one)) ? "invalid_scope"
            : null;

    /// <summary>Where it leads back to.</summary>
    public static Uri Answer(FakeSlack slack, Func<string, string?> asked, SlackUser by, bool allowed, bool wholeOrganisation)
    {
        if (Wrong(slack.App, asked) is { } wrong)
        {
            throw new InvalidOperationException($"Slack's page says: {wrong}");
        }

        var query = "error=access_denied";
        if (allowed)
        {
            if (wholeOrganisation && (by.Home.Enterprise is null || !slack.App.OrgDeploy))
            {
                throw new InvalidOperationException("Slack's page offers only workspaces.");
            }

            lock (slack.World.Gate)
            {
                var code = new InstallCode($"{slack.World.NewId("")}.{Guid.NewGuid():N}", by, wholeOrganisation, Scopes(asked), asked("redirect_uri"), slack.World.Time.GetUtcNow());
                slack.World.Codes.Add(code);
                query = $"code={code.Value}";
            }
        }

        var back = Redirect(slack.App, asked)!;
        return new Uri($"{back}{(back.Query.Length > 0 ? "&" : "?")}{query}&state={Uri.EscapeDataString(asked("state") ?? "")}");
    }

    private static List<string> Scopes(Func<string, string?> asked) => [.. (asked("scope") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>One of the registered addresses, or below one; the first when none is asked for.</summary>
    private static Uri? Redirect(SlackApp app, Func<string, string?> asked) => asked("redirect_uri") is not { Length: > 0 } uri ? app.RedirectUrls.FirstOrDefault()
        : Uri.TryCreate(uri, UriKind.Absolute, out var address) && app.RedirectUrls.Exists(one => uri == one.ToString() || uri.StartsWith($"{one.ToString().TrimEnd('/')}/", StringComparison.Ordinal) || uri.StartsWith($"{one}?", StringComparison.Ordinal)) ? address : null;
}
