using IncidentBot.Slack.Api;
using IncidentBot.SlackFake;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Tests.Slack;

/// <summary>A fake Slack and our client that calls it, by one clock that the test moves.</summary>
internal sealed class SlackScene : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private SlackScene(FakeSlack slack, FakeTimeProvider time, ServiceProvider services)
    {
        (Slack, Time, this.services) = (slack, time, services);
        Client = services.GetRequiredService<ISlackApiClient>();
    }

    public FakeSlack Slack { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>Without a token.</summary>
    public ISlackApiClient Client { get; }

    /// <summary>The app in the workspace Acme.</summary>
    public ISlackApiClient Bot => Client.WithAccessToken(FakeSlack.BotToken);

    public required Support.LogBook Logs { get; init; }

    public static async Task<SlackScene> StartAsync(params (string Name, string Value)[] settings)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));
        var slack = await FakeSlack.StartAsync(time);
        return Build(slack, time, new ConfigurationBuilder().AddInMemoryCollection([new("Slack:ApiBaseUrl", slack.ApiBaseUrl.ToString())])
            .AddInMemoryCollection(settings.Select(one => new KeyValuePair<string, string?>(one.Name, one.Value))).Build());
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Slack.DisposeAsync();
    }

    public static async Task<SlackException> FailAsync(Func<Task> call) => await Assert.ThrowsAsync<SlackException>(call);

    private static SlackScene Build(FakeSlack slack, FakeTimeProvider time, IConfiguration configuration)
    {
        var services = new ServiceCollection();
        var logs = new Support.LogBook();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        services.AddSingleton<TimeProvider>(time);
        services.AddSlackApi(configuration);
        return new SlackScene(slack, time, services.BuildServiceProvider()) { Logs = logs };
    }
}
