using IncidentBot.Core.Data;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Installs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.People;

/// <summary>Reads the list of each workspace soon after the start and once a day. Slack tells of who left or became a guest, but not for long: who went while the bot was away would else keep what the workspace gave them.</summary>
public sealed partial class SlackRoll(SlackInstalls installs, IServiceScopeFactory scopes, TimeProvider time, ILogger<SlackRoll> log) : BackgroundService
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Daily = TimeSpan.FromHours(24);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = Soon; !stoppingToken.IsCancellationRequested; wait = Daily)
        {
            await Task.Delay(wait, time, stoppingToken);
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (Exception fault) when (Transient.IsDown(fault))
            {
                // The next look does it.
            }
        }
    }

    /// <summary>Answers how many had changed. The list of a whole enterprise is one of each of its workspaces, which are not read.</summary>
    public async Task<int> ReadAsync(CancellationToken cancel)
    {
        var changed = 0;
        foreach (var install in (await installs.AllAsync(cancel)).Where(one => one.Row is { Works: true, WholeEnterprise: false }))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                changed += await scope.ServiceProvider.GetRequiredService<SlackPeople>().CompareAsync(install, cancel);
            }
            catch (SlackException refused)
            {
                Log.NotRead(log, install.Row.Name, refused.ErrorCode);
            }
        }

        return changed;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The people of the Slack workspace {Workspace} could not be read ({Code}); tomorrow again.")]
        public static partial void NotRead(ILogger logger, string workspace, string code);
    }
}
