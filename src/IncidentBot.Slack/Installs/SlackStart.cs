using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Slack.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Installs;

/// <summary>Finds out, beside the start, which workspace the configured token belongs to. A Slack that does not answer holds nothing up: what was known of the workspace before holds until then.</summary>
public sealed partial class SlackStart(SlackInstalls installs, ISlackApiClient slack, IServiceScopeFactory scopes, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackStart> log) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await installs.BreakTokenlessAsync(stoppingToken);
        for (var wait = TimeSpan.FromSeconds(1); !string.IsNullOrEmpty(options.Value.BotToken) && !await TryAsync(stoppingToken); wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            await Task.Delay(wait, time, stoppingToken);
        }
    }

    /// <summary>False when it is worth another try.</summary>
    public async Task<bool> TryAsync(CancellationToken cancel)
    {
        try
        {
            if (await OwnerAsync(cancel) is not { } owner)
            {
                Log.NoOwner(log, options.Value.Organisation ?? "");
                return false;
            }

            await installs.KeepConfiguredAsync(await slack.WithAccessToken(options.Value.BotToken!).Auth.Test(cancel), owner, cancel);
            return true;
        }
        catch (SlackException refused)
        {
            Log.Refused(log, refused.ErrorCode);
            if (refused.Failure is SlackFailure.Reauthorise)
            {
                await installs.BreakConfiguredAsync($"Slack says {refused.ErrorCode}", cancel);
            }

            return false;
        }
        catch (Exception fault) when (Transient.IsDown(fault))
        {
            return false;
        }
    }

    /// <summary>The organisation that is named, else the one provider. Organisations come from plan files, which may come later.</summary>
    private async Task<Id<Organisation>?> OwnerAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var organisations = scope.ServiceProvider.GetRequiredService<IncidentDb>().Organisations.AsNoTracking();
        var slug = options.Value.Organisation;
        var found = await (string.IsNullOrEmpty(slug) ? organisations.Where(one => one.Kind == OrganisationKind.Provider) : organisations.Where(one => one.Slug == slug)).OrderBy(one => one.Slug).Select(one => one.Id).Take(2).ToListAsync(cancel);
        return found.Count == 1 ? found[0] : null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Slack does not take Slack:BotToken ({Code}); it is tried again.")]
        public static partial void Refused(ILogger logger, string code);

        [LoggerMessage(LogLevel.Warning, "Nobody owns the Slack workspace: no plan names the organisation \"{Slug}\". Set Slack:Organisation to the provider's or a client's short name.")]
        public static partial void NoOwner(ILogger logger, string slug);
    }
}
