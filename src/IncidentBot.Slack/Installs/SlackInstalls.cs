using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Requests;
using IncidentBot.Slack.Rooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Installs;

/// <summary>The workspaces that the app is in. They are kept in memory, so that an answer waits for no look-up; what another process changes is seen within half a minute.</summary>
public sealed partial class SlackInstalls(IServiceScopeFactory scopes, ISlackApiClient slack, SlackTokens tokens, KnownApp app, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackInstalls> log)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private volatile Known? known;

    /// <param name="tenant">The workspace's id, or the enterprise's where there is none.</param>
    /// <param name="enterprise">The enterprise that the workspace belongs to: its installation serves all of its workspaces.</param>
    public async Task<SlackInstall?> FindAsync(string tenant, string? enterprise, CancellationToken cancel)
    {
        var all = await AllAsync(cancel);
        return all.FirstOrDefault(one => one.Row.Tenant == tenant) ?? all.FirstOrDefault(one => one.Row.WholeEnterprise && one.Row.Tenant == enterprise);
    }

    public async Task<IReadOnlyList<SlackInstall>> AllAsync(CancellationToken cancel)
    {
        if (known is { } fresh && time.GetUtcNow() - fresh.At < Fresh)
        {
            return fresh.Installs;
        }

        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<IncidentDb>().ChatInstalls.AsNoTracking().Where(one => one.Platform == SlackRooms.Platform).ToListAsync(cancel);
        var read = new Known([.. rows.Select(Open)], time.GetUtcNow());
        known = read;
        app.Id ??= rows.Select(one => one.App).FirstOrDefault(one => one is not null);
        return read.Installs;
    }

    /// <summary>Something about them has changed.</summary>
    public void Forget() => known = null;

    /// <summary>Keeps the workspace of the configured token. One that was installed wins over it.</summary>
    public async Task KeepConfiguredAsync(AuthTestResponse who, Id<Organisation> owner, CancellationToken cancel) => await ChangeAsync(async db =>
    {
        var row = await db.ChatInstalls.SingleOrDefaultAsync(one => one.Platform == SlackRooms.Platform && one.Tenant == who.TeamId, cancel);
        if (row?.Token is not null)
        {
            return;
        }

        if (row is null)
        {
            row = new ChatInstall(SlackRooms.Platform, who.TeamId, owner, time.GetUtcNow());
            db.Add(row);
        }

        row.BelongsTo(owner);
        row.Describe(who.Team ?? who.TeamId, who.UserId, who.AppId, who.EnterpriseId, who.IsEnterpriseInstall, row.Scopes);
        row.Renew(null, null, null);
    }, cancel);

    /// <summary>Keeps a workspace in which somebody installed the app, with its tokens encrypted, and answers its name.</summary>
    /// <param name="once">Of the way there: a way is taken once.</param>
    public async Task<string> KeepInstalledAsync(OauthV2AccessResponse answer, Id<Organisation> owner, string once, CancellationToken cancel)
    {
        var place = answer is { IsEnterpriseInstall: true, Enterprise: { } whole } ? whole : answer.Team ?? throw InstallRefusals.Refused("no team");
        await ChangeAsync(async db =>
        {
            var key = $"slack:install:{once}";
            if (await db.Deliveries.AnyAsync(one => one.Key == key, cancel))
            {
                throw InstallRefusals.NotYours();
            }

            db.Add(new Delivery(key, null, "install", time.GetUtcNow()));
            var row = await db.ChatInstalls.SingleOrDefaultAsync(one => one.Platform == SlackRooms.Platform && one.Tenant == place.Id, cancel);
            if (row is null)
            {
                row = new ChatInstall(SlackRooms.Platform, place.Id, owner, time.GetUtcNow());
                db.Add(row);
            }
            else if (row.OrganisationId != owner)
            {
                throw InstallRefusals.SomebodyElses(row.Name);
            }

            row.Describe(place.Name ?? place.Id, answer.BotUserId, answer.AppId, answer.Enterprise?.Id, answer.IsEnterpriseInstall, answer.Scope);
            row.Renew(tokens.Protect(place.Id, answer.AccessToken), answer.RefreshToken is { } refresh ? tokens.Protect(place.Id, refresh) : null, answer.ExpiresIn is { } seconds ? time.GetUtcNow().AddSeconds(seconds) : null);
        }, cancel);
        return place.Name ?? place.Id;
    }

    /// <summary>Slack says that the token is no good any more. It works again when the app is installed anew.</summary>
    public Task BreakAsync(SlackInstall install, string because, CancellationToken cancel) => RevokedAsync(install.Row.Tenant, because, cancel);

    /// <summary>The same, as an event tells it; the second time nothing is done.</summary>
    public async Task RevokedAsync(string tenant, string because, CancellationToken cancel) => await ChangeAsync(async db =>
    {
        if (await db.ChatInstalls.SingleOrDefaultAsync(one => one.Platform == SlackRooms.Platform && one.Tenant == tenant && one.Broken == null, cancel) is { } row)
        {
            row.Break(because);
            Log.Broken(log, row.Name, because);
        }
    }, cancel);

    private async Task ChangeAsync(Func<IncidentDb, Task> change, CancellationToken cancel)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
            await using var work = await db.BeginAsync(cancel);
            await change(db);
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }

        Forget();
    }

    private SlackInstall Open(ChatInstall row) => new(row, slack.WithAccessToken((row.Token is null ? options.Value.BotToken : tokens.Reveal(row, row.Token)) ?? ""));

    private sealed record Known(IReadOnlyList<SlackInstall> Installs, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The Slack app in {Workspace} does not work any more: {Because}. Install it again, or correct Slack:BotToken and restart.")]
        public static partial void Broken(ILogger logger, string workspace, string because);
    }
}
