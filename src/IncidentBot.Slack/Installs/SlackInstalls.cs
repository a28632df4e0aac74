using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.SignIn;
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

    private const string NoToken = "Slack:BotToken is not set any more";

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
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var rows = await db.ChatInstalls.AsNoTracking().Where(one => one.Platform == SlackRooms.Platform).Join(db.Organisations, row => row.OrganisationId, owner => owner.Id, (row, owner) => new { Row = row, owner.Slug }).ToListAsync(cancel);
        var read = new Known([.. rows.Select(one => Open(one.Row, one.Slug))], time.GetUtcNow());
        known = read;
        app.Id ??= rows.Select(one => one.Row.App).FirstOrDefault(one => one is not null);
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

        // The setting may have named another workspace before: its token is not that one's.
        foreach (var other in await db.ChatInstalls.Where(one => one.Platform == SlackRooms.Platform && one.Tenant != who.TeamId && one.Token == null && one.Broken == null).ToListAsync(cancel))
        {
            Break(db, other, "Slack:BotToken is another workspace's now");
        }
    }, cancel);

    /// <summary>Keeps a workspace in which somebody installed the app, with its tokens encrypted, and answers its name.</summary>
    /// <param name="by">The session of who allowed it.</param>
    /// <param name="once">Of the way there: a way is taken once.</param>
    public async Task<string> KeepInstalledAsync(OauthV2AccessResponse answer, Id<Organisation> owner, Id<Session> by, string once, CancellationToken cancel)
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
            var person = await db.Sessions.Where(one => one.Id == by).Select(one => one.PersonId).SingleOrDefaultAsync(cancel);
            db.Add(new AuditEntry(AuditKind.Installed, person, null, null, $"in {row.Name} ({row.Tenant})", time.GetUtcNow()));
        }, cancel);
        return place.Name ?? place.Id;
    }

    /// <summary>Slack says that the token of a call is no good any more. It works again when the app is installed anew; where that has happened meanwhile, nothing is broken.</summary>
    public async Task BreakAsync(SlackInstall install, string because, CancellationToken cancel) => await ChangeAsync(async db =>
    {
        // Writing the row keeps it to this unit of work: both events come at once, and the second waits and finds it done.
        await db.ChatInstalls.Where(one => one.Id == install.Row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Scopes, one => one.Scopes), cancel);
        if (await db.ChatInstalls.SingleOrDefaultAsync(one => one.Id == install.Row.Id && one.Token == install.Row.Token && one.Broken == null, cancel) is { } row)
        {
            Break(db, row, because);
        }
    }, cancel);

    /// <summary>The same, as an event tells it. Events come late, in no order and twice, so the token is tried: one that works was given after the event.</summary>
    /// <exception cref="SlackException">Slack does not say now whether it works; the event comes again.</exception>
    public async Task RevokedAsync(string tenant, string because, CancellationToken cancel)
    {
        Forget();
        if ((await AllAsync(cancel)).FirstOrDefault(one => one.Row.Tenant == tenant && one.Row.Works) is not { } install)
        {
            return;
        }

        try
        {
            await install.Client.Auth.Test(cancel);
        }
        catch (SlackException refused) when (refused.Failure is SlackFailure.Reauthorise)
        {
            await BreakAsync(install, because, cancel);
        }
    }

    /// <summary>Where no token is configured any more, the workspace that lived by it is broken. A new one mends it.</summary>
    public async Task BreakTokenlessAsync(CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(options.Value.BotToken))
        {
            await ChangeAsync(async db =>
            {
                foreach (var row in await db.ChatInstalls.Where(one => one.Platform == SlackRooms.Platform && one.Token == null && one.Broken == null).ToListAsync(cancel))
                {
                    Break(db, row, NoToken);
                }
            }, cancel);
        }
    }

    /// <summary>The configured token is refused, and so is every workspace that lives by it.</summary>
    public async Task BreakConfiguredAsync(string because, CancellationToken cancel)
    {
        foreach (var install in (await AllAsync(cancel)).Where(one => one.Row is { Token: null, Works: true }))
        {
            await BreakAsync(install, because, cancel);
        }
    }

    private void Break(IncidentDb db, ChatInstall row, string because)
    {
        row.Break(because, time.GetUtcNow());
        db.Add(new AuditEntry(AuditKind.InstallBroken, null, null, null, $"{row.Name} ({row.Tenant}): {because}", time.GetUtcNow()));
        Log.Broken(log, row.Name, because);
    }

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

    /// <summary>A token that cannot be read is no token, and the reason is not Slack's.</summary>
    private SlackInstall Open(ChatInstall row, string owner)
    {
        var token = row.Token is null ? options.Value.BotToken : tokens.Reveal(row, row.Token);
        if (string.IsNullOrEmpty(token))
        {
            row.Break(row.Token is null ? NoToken : "the keys that encrypted its token are not in the data folder. Restore them, or install the app again", time.GetUtcNow());
        }

        return new SlackInstall(row, slack.WithAccessToken(token ?? ""), new ChatPlace(SlackRooms.Platform, row.Tenant, row.OrganisationId, Identity.PlanTenant + owner));
    }

    private sealed record Known(IReadOnlyList<SlackInstall> Installs, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The Slack app in {Workspace} does not work any more: {Because}. Install it again, or correct Slack:BotToken and restart.")]
        public static partial void Broken(ILogger logger, string workspace, string because);
    }
}
