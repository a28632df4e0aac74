using System.Net;
using IncidentBot.Host.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace IncidentBot.Host.SignIn;

/// <summary>Lets a visitor choose to be one of the sample people, but only while nobody else can be at the door: everything bound is loopback, the request came straight to it, and nothing but the sample client is loaded.</summary>
public sealed class SampleDoor(IServer server, PlanReload plans, IConfiguration configuration)
{
    public const string SampleClient = "contoso-dental";

    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Original-Host", "X-Real-IP", "Via"];

    /// <summary>Settings that, once they are filled in, mean that real people are behind this installation: whole sections, or what switches a way outside on.</summary>
    private static readonly string[] Credentials = ["Slack:AppToken", "Slack:BotToken", "Slack:SigningSecret", "Slack:ClientId", "Slack:ClientSecret", "Teams:AppId", "Teams:AppPassword", "Teams:TenantId", "Teams:Tenants", "Paging:Mail:Host", "Paging:Webhook:Secret", "Paging:Twilio", "Paging:PagerDuty:Services", "Paging:PagerDuty:ApiToken"];

    private const string Mend = "Set Authentication:Authority, Authentication:ClientId and Authentication:ClientSecret so that people sign in.";

    /// <summary>Why the door stays shut, in a sentence; null while it may stand open.</summary>
    public string? Shut(HttpContext context)
    {
        var request = context.Request;
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(address => !IsLoopback(BindingAddress.Parse(address).Host)) is { } open)
        {
            return $"IncidentBot listens on {open}, which others can reach, and nobody has to sign in yet. {Mend} Or start it with --urls http://localhost:5000 to try it alone.";
        }

        if (context.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote))
        {
            return $"This request came from another machine. {Mend}";
        }

        if (!IsLoopback(request.Host.Host))
        {
            return $"The Host header names \"{request.Host.Host}\", not this machine. {Mend} To try it alone, open http://localhost.";
        }

        if (Forwarding.FirstOrDefault(request.Headers.ContainsKey) is { } forwarded)
        {
            return $"This request came through a proxy (header {forwarded}). {Mend}";
        }

        if (plans.Clients.FirstOrDefault(client => client != SampleClient) is { } real)
        {
            return $"The plan of {real} is loaded, and nobody has to sign in yet. {Mend} Or leave PlansFolder unset to try the sample alone.";
        }

        if (Credentials.FirstOrDefault(section => IsFilledIn(configuration.GetSection(section))) is { } section)
        {
            return $"The setting {section} is there, so real people are behind this installation, and nobody has to sign in yet. {Mend} Or remove {section}.";
        }

        return null;
    }

    private static bool IsFilledIn(IConfigurationSection section) => !string.IsNullOrWhiteSpace(section.Value) || section.GetChildren().Any(IsFilledIn);

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
