using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace IncidentBot.Teams.Options;

/// <summary>Where requests without a token are taken, nobody but this machine may reach what listens: the program does not stay up otherwise.</summary>
internal sealed class ThisMachineOnly(IOptions<TeamsOptions> options, IServer server) : IHostedLifecycleService
{
    /// <summary>An address that others can reach; null when there is none.</summary>
    public string? Open => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(address => !IsLoopback(BindingAddress.Parse(address).Host));

    public bool Lets(HttpContext context) => Open is null && (context.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote));

    public Task StartedAsync(CancellationToken cancellationToken) => options.Value.AllowUnauthenticated && Open is { } open
        ? throw new InvalidOperationException($"Teams:AllowUnauthenticated is set, but IncidentBot listens on {open}, which others can reach. Remove it, or start with --urls http://localhost:5000.")
        : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
