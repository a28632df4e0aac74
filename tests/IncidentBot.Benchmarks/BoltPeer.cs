using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using IncidentBot.Tests.Support;

namespace IncidentBot.Benchmarks;

/// <summary>An app on Slack's own framework for JavaScript: it checks the signature and answers a card. It keeps nothing.</summary>
internal sealed class BoltPeer : IDisposable
{
    private readonly Process node;

    private BoltPeer(Process node, int port) => (this.node, Address) = (node, new Uri($"http://127.0.0.1:{port}/slack/events"));

    public Uri Address { get; }

    public static async Task<BoltPeer> StartAsync()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENTBOT_BENCH_BOLT") ?? throw new InvalidOperationException("Bolt is not installed: run tests/benchmarks.sh.");
        var port = FreePort.Take();
        var start = new ProcessStartInfo("node", ["app.js"]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["SLACK_SIGNING_SECRET"] = new SlackFake.World.SlackApp().SigningSecret;
        var peer = new BoltPeer(Process.Start(start)!, port);
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", port);
                return peer;
            }
            catch (SocketException) when (tries < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    public void Dispose()
    {
        node.Kill();
        node.Dispose();
    }
}
