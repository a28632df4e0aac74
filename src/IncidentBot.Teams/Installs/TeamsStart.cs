using IncidentBot.Core.Data;
using IncidentBot.Teams.Options;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Teams.Installs;

/// <summary>Finds out, beside the start, whose each tenant is.</summary>
public sealed partial class TeamsStart(TeamsInstalls installs, TimeProvider time, ILogger<TeamsStart> log) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = TimeSpan.FromSeconds(1); !await TryAsync(stoppingToken); wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            await Task.Delay(wait, time, stoppingToken);
        }
    }

    /// <summary>False when it is worth another try.</summary>
    public async Task<bool> TryAsync(CancellationToken cancel)
    {
        try
        {
            var ownerless = await installs.KeepAsync(cancel);
            foreach (var registration in ownerless)
            {
                Log.NoOwner(log, registration, registration.Organisation ?? "");
            }

            return ownerless.Count == 0;
        }
        catch (Exception fault) when (Transient.Is(fault))
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Nobody owns the tenant of Teams ({Registration}): no plan names the organisation \"{Slug}\". Set Organisation beside its AppId to the provider's or a client's short name.")]
        public static partial void NoOwner(ILogger logger, Registration registration, string slug);
    }
}
