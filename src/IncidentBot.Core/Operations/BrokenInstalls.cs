using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Operations;

/// <summary>Tells the operators that a workspace does not work any more: pages and cards reach nobody there, and chat cannot say so. Each break is told once; that it is being told is committed before, so that two processes do it once, and a mail that does not go out is tried again.</summary>
public sealed partial class BrokenInstalls(IServiceScopeFactory scopes, IEnumerable<IOperatorChannel> channels, PublicLinks links, ILogger<BrokenInstalls> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public async Task<int> TellAsync(CancellationToken cancel)
    {
        if (channels.Where(one => one.On).ToList() is not { Count: > 0 } open)
        {
            return 0;
        }

        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<IncidentDb>(), scope.ServiceProvider.GetRequiredService<IncidentTime>().Now);
        var told = 0;
        foreach (var install in await db.ChatInstalls.AsNoTracking().Where(one => one.TellAt != null && one.TellAt <= now).OrderBy(one => one.TellAt).ToListAsync(cancel))
        {
            var mine = db.ChatInstalls.Where(one => one.Id == install.Id && one.TellAt == install.TellAt);
            if (await mine.ExecuteUpdateAsync(set => set.SetProperty(one => one.TellAt, now + Pause), cancel) == 1 && await SendAsync(open, Notice(install), cancel))
            {
                // Where it works again meanwhile, or broke anew, this finds nothing.
                await db.ChatInstalls.Where(one => one.Id == install.Id && one.TellAt == now + Pause).ExecuteUpdateAsync(set => set.SetProperty(one => one.TellAt, (DateTimeOffset?)null), cancel);
                told++;
            }
        }

        return told;
    }

    private async Task<bool> SendAsync(IReadOnlyList<IOperatorChannel> open, OperatorNotice notice, CancellationToken cancel)
    {
        try
        {
            foreach (var channel in open)
            {
                await channel.TellAsync(notice, cancel);
            }

            return true;
        }
        catch (Exception fault) when (fault is SendException or RetryAfterException)
        {
            Log.NotTold(log, fault.Message);
            return false;
        }
    }

    private OperatorNotice Notice(ChatInstall install)
    {
        var platform = install.Platform == "teams" ? "Teams" : "Slack";
        return new OperatorNotice($"broken-{install.Id}-{install.TellAt?.ToUnixTimeSeconds()}", $"IncidentBot does not work in {install.Name} ({platform}) any more", string.Join('\n',
        [
            $"IncidentBot does not work any more in {install.Name} ({platform} {install.Tenant}): {install.Broken}.",
            "",
            "Until it is mended, people there cannot type or press anything, and no card, page or reminder reaches them by this platform. Incidents go on: in the web room, on other platforms, and by every other way that the plans name.",
            "",
            platform == "Slack" ? "To mend it, install the app in the workspace again, or correct Slack:BotToken and restart." : "To mend it, correct the registration's settings under Teams and restart.",
            .. links.Home is { } home ? [$"What else is wrong, `doctor` says: {home}"] : Array.Empty<string>(),
        ]));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The operators could not be told of a broken workspace ({Fault}). It is tried again in five minutes.")]
        public static partial void NotTold(ILogger logger, string fault);
    }
}
