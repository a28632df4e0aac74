using IncidentBot.Teams.Options;
using Microsoft.Extensions.Options;

namespace IncidentBot.Teams.Requests;

/// <summary>Whose addresses get what we post, and our token with it: Microsoft's connector, in each of its clouds, and the one that is set up here; where nobody shows a token, this machine as well.</summary>
public sealed class ServiceHosts(IOptions<TeamsOptions> options)
{
    private static readonly string[] Whole = ["smba.trafficmanager.net"];

    private static readonly string[] Families = [".teams.microsoft.com", ".teams.microsoft.us", ".botframework.com", ".botframework.azure.us", ".botframework.azure.cn"];

    public bool Knows(string serviceUrl) => Uri.TryCreate(serviceUrl, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && (IsSetUp(address) || (ShowsNoToken && address.IsLoopback) || (address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort
        && (Whole.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase) || Families.Any(family => address.IdnHost.EndsWith(family, StringComparison.OrdinalIgnoreCase)))));

    /// <summary>With an app of our own a token would go along, and nobody on this machine may have it.</summary>
    private bool ShowsNoToken => options.Value is { AllowUnauthenticated: true, HasKey: false, Tenants.Count: 0 };

    private bool IsSetUp(Uri address) => Uri.Compare(address, options.Value.ServiceUrl, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
