using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.SignIn;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Rooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Installs;

/// <summary>Renews tokens that end, two hours before they do. A refresh token is good for one use, so the row is locked meanwhile, and both new tokens are kept in one transaction.</summary>
public sealed partial class SlackRotation(IServiceScopeFactory scopes, SlackInstalls installs, SlackTokens tokens, ISlackApiClient slack, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackRotation> log) : BackgroundService
{
    private static readonly TimeSpan Early = TimeSpan.FromHours(2);
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(5);

    /// <summary>The row is locked that long at most.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RenewDueAsync(stoppingToken);
            }
            catch (Exception fault) when (Transient.IsDown(fault))
            {
                // The next look does it.
            }

            await Task.Delay(Look, time, stoppingToken);
        }
    }

    /// <summary>Renews whatever ends soon, and answers how many that were.</summary>
    public async Task<int> RenewDueAsync(CancellationToken cancel)
    {
        var renewed = 0;
        foreach (var install in (await installs.AllAsync(cancel)).Where(one => one.Row.Works && IsDue(one.Row)))
        {
            renewed += await RenewAsync(install.Row.Id, cancel) ? 1 : 0;
        }

        return renewed;
    }

    /// <summary>False when it is not due any more, because somebody else has done it, or when Slack did not do it now.</summary>
    public async Task<bool> RenewAsync(Id<ChatInstall> id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        await using var work = await db.BeginAsync(cancel);

        // Writing the row keeps it to this unit of work, on both databases.
        await db.ChatInstalls.Where(one => one.Id == id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Scopes, one => one.Scopes), cancel);
        var row = await db.ChatInstalls.SingleAsync(one => one.Id == id, cancel);
        if (!row.Works || !IsDue(row) || tokens.Reveal(row, row.RefreshToken) is not { } refresh)
        {
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        try
        {
            var answer = await slack.OAuthV2.Refresh(options.Value.ClientId ?? "", options.Value.ClientSecret ?? "", refresh, limit.Token);
            row.Renew(tokens.Protect(row.Tenant, answer.AccessToken), answer.RefreshToken is { } next ? tokens.Protect(row.Tenant, next) : row.RefreshToken, answer.ExpiresIn is { } seconds ? time.GetUtcNow().AddSeconds(seconds) : null);
        }
        catch (SlackException gone) when (gone.ErrorCode is "invalid_refresh_token" or "token_revoked" or "invalid_auth")
        {
            row.Break("its token could not be renewed", time.GetUtcNow());
            db.Add(new AuditEntry(AuditKind.InstallBroken, null, null, null, $"{row.Name} ({row.Tenant}): its token could not be renewed", time.GetUtcNow()));
            Log.Broken(log, row.Name);
        }
        catch (SlackException later)
        {
            Log.Later(log, row.Name, later.ErrorCode);
            return false;
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        installs.Forget();
        return row.Works;
    }

    private bool IsDue(ChatInstall row) => row is { Platform: SlackRooms.Platform, RefreshToken: not null, TokenEndsAt: { } ends } && ends - time.GetUtcNow() < Early;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The token of the Slack app in {Workspace} could not be renewed. Install the app there again.")]
        public static partial void Broken(ILogger logger, string workspace);

        [LoggerMessage(LogLevel.Warning, "The token of the Slack app in {Workspace} was not renewed ({Code}); it is tried again.")]
        public static partial void Later(ILogger logger, string workspace, string code);
    }
}
