using System.Collections.Concurrent;
using IncidentBot.Teams.Installs;

namespace IncidentBot.Teams.Rooms;

/// <summary>Which tenants let the bot into private channels. No call tells beforehand: the first that is refused is what is known, and a tenant that changes its mind is noticed within a day.</summary>
public sealed class PrivateChannels(TimeProvider time)
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> refused = new(StringComparer.Ordinal);

    public bool MayLetIn(TeamsInstall install) => !refused.TryGetValue(install.Row.Tenant, out var at) || time.GetUtcNow() - at >= TryAgain;

    public void Refuses(TeamsInstall install) => refused[install.Row.Tenant] = time.GetUtcNow();
}
