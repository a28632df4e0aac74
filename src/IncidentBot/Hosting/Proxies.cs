using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace IncidentBot.Host.Hosting;

/// <summary>Believes the reverse proxies that the operator names, and nobody else, about who asks and whether over https.</summary>
public static class Proxies
{
    public static void UseTrustedProxies(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<HostOptions>>().Value.TrustedProxies is not { Count: > 0 } named)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = named.Count };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var address in named)
        {
            options.KnownProxies.Add(IPAddress.Parse(address));
        }

        app.UseForwardedHeaders(options);
        app.UseHsts();
    }
}
