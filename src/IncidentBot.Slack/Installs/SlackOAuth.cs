using System.Globalization;
using System.Security.Cryptography;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.SignIn;
using IncidentBot.Slack.Api;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Installs;

/// <summary>Installing the app in a workspace: the way there carries a state that only the operator's own session can bring back, once and within ten minutes.</summary>
public sealed class SlackOAuth(SlackInstalls installs, ISlackApiClient slack, IDataProtectionProvider keys, PublicLinks links, IOptions<SlackOptions> options, IOptions<SlackApiOptions> api)
{
    public const string CallbackPath = "/slack/oauth/callback";

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector states = keys.CreateProtector("IncidentBot.Slack.Install").ToTimeLimitedDataProtector();

    /// <summary>Whether the app's own credentials are set.</summary>
    public bool CanInstall => !string.IsNullOrWhiteSpace(options.Value.ClientId);

    /// <summary>Slack's page on which somebody allows the app.</summary>
    /// <exception cref="RefusalException">The bot has no public address to come back to.</exception>
    public Uri Begin(Id<Session> session, Id<Organisation> owner)
    {
        var state = states.Protect($"{session}:{owner}:{Guid.NewGuid():N}", Lasts);
        return new Uri(QueryHelpers.AddQueryString(new Uri(api.Value.ApiBaseUrl, "/oauth/v2/authorize").AbsoluteUri, new Dictionary<string, string?>
        {
            ["client_id"] = options.Value.ClientId,
            ["scope"] = string.Join(',', SlackScopes.Bot),
            ["redirect_uri"] = Callback(),
            ["state"] = state,
        }));
    }

    /// <summary>Takes what Slack's page leads back with, and answers what came of it.</summary>
    /// <exception cref="RefusalException">Nothing was installed; the sentence says why.</exception>
    public async Task<Prose> FinishAsync(Id<Session> session, string? code, string? state, string? error, CancellationToken cancel)
    {
        var (owner, once) = Read(session, state);
        if (error is not null || string.IsNullOrEmpty(code))
        {
            throw InstallRefusals.Declined();
        }

        OauthV2AccessResponse answer;
        try
        {
            answer = await slack.OAuthV2.Access(options.Value.ClientId!, options.Value.ClientSecret!, code, Callback(), cancel);
        }
        catch (SlackException refused)
        {
            throw InstallRefusals.Refused(refused.ErrorCode);
        }

        var name = await installs.KeepInstalledAsync(answer, owner, session, once, cancel);
        return $"IncidentBot is in {name}. Its people type `/incident help` there.";
    }

    private (Id<Organisation> Owner, string Once) Read(Id<Session> session, string? state)
    {
        try
        {
            return states.Unprotect(state ?? "").Split(':') is [var by, var owner, var once] && by == session.ToString() && Guid.TryParse(owner, CultureInfo.InvariantCulture, out var id)
                ? (new Id<Organisation>(id), once) : throw InstallRefusals.NotYours();
        }
        catch (CryptographicException)
        {
            throw InstallRefusals.NotYours();
        }
    }

    private string Callback() => links.Home is { } home ? $"{home.AbsoluteUri.TrimEnd('/')}{CallbackPath}" : throw InstallRefusals.NoAddress();
}
