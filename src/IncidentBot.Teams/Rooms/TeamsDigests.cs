using System.Collections.Concurrent;
using IncidentBot.Teams.Graph;
using IncidentBot.Teams.Installs;
using IncidentBot.Teams.Options;
using Microsoft.Extensions.Options;

namespace IncidentBot.Teams.Rooms;

/// <summary>Finds the channel of each team in which every incident has its line: the one of the configured name, if there is one. Nobody has to make it.</summary>
public sealed class TeamsDigests(ITeamsGraphs graphs, IOptions<TeamsOptions> options, TimeProvider time)
{
    /// <summary>Whoever makes the channel sees it used within so long.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string? Channel, DateTimeOffset At)> known = new(StringComparer.Ordinal);

    public async Task<string?> FindAsync(TeamsInstall install, CancellationToken cancel)
    {
        if (options.Value.DigestChannel.Length == 0 || install.Registration.Team is not { } team)
        {
            return null;
        }

        if (known.TryGetValue(install.Row.Tenant, out var last) && time.GetUtcNow() - last.At < LookAgain)
        {
            return last.Channel;
        }

        try
        {
            var channel = await graphs.Of(install.Registration).FindChannelByNameAsync(team, options.Value.DigestChannel, cancel);
            known[install.Row.Tenant] = (channel?.Id, time.GetUtcNow());
            return channel?.Id;
        }
        catch (TeamsException refused)
        {
            throw refused.ForRelay();
        }
    }

    /// <summary>It is gone.</summary>
    public void Forget(TeamsInstall install) => known.TryRemove(install.Row.Tenant, out _);
}
