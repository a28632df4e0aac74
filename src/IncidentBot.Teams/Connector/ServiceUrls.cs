using System.Collections.Concurrent;
using IncidentBot.Teams.Options;
using Microsoft.Extensions.Options;

namespace IncidentBot.Teams.Connector;

/// <summary>Where Teams takes what is posted, by tenant: as it said last, else as it is set.</summary>
public sealed class ServiceUrls(IOptions<TeamsOptions> options)
{
    private readonly ConcurrentDictionary<string, string> told = new(StringComparer.OrdinalIgnoreCase);

    public string Of(string tenant) => told.TryGetValue(tenant, out var newest) ? newest : options.Value.ServiceUrl.AbsoluteUri;

    public void Hear(TeamsAddress address)
    {
        if (address.ServiceUrl.Length > 0)
        {
            told[address.TenantId] = address.ServiceUrl;
        }
    }
}
