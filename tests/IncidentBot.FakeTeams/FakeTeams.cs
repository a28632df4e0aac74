using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.TeamsFake;

/// <summary>A Microsoft Teams of our own: the bot connector, its signing keys, the login host and Microsoft Graph.</summary>
public sealed class FakeTeams : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeTeams(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    public static async Task<FakeTeams> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        await app.StartAsync();
        return new FakeTeams(app);
    }

    public Task EndAsync() => app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
