using IncidentBot.Teams.Options;
using IncidentBot.Teams.Requests;

namespace IncidentBot.Tests.Teams.Requests;

/// <summary>Where what we post may go.</summary>
public sealed class ServiceHostsTests
{
    [Theory]
    [InlineData(true, null, true)]
    [InlineData(false, null, false)]
    [InlineData(true, "11111111-aaaa-4aaa-8aaa-000000000001", false)]
    public void This_machine_is_spoken_to_only_where_no_token_would_go_along(bool unauthenticated, string? app, bool knows)
    {
        var hosts = new ServiceHosts(Microsoft.Extensions.Options.Options.Create(new TeamsOptions { AllowUnauthenticated = unauthenticated, AppId = app }));
        Assert.Equal(knows, hosts.Knows("http://localhost:56150/_connector"));
        Assert.False(hosts.Knows("http://somebody.example.com/_connector"));
        Assert.True(hosts.Knows("https://smba.trafficmanager.net/teams/"));
    }
}
