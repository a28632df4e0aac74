using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Identity;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Deliveries;

/// <summary>Posts activities to the bots, each with a token of the connector.</summary>
public sealed class DeliveryDesk : IAsyncDisposable
{
    /// <summary>How often an activity is tried again that is no invoke (general knowledge).</summary>
    private const int Retries = 3;

    private readonly FakeTeams teams;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(1) };
    private readonly ConcurrentQueue<Delivery> all = new();
    private readonly ConcurrentDictionary<Task, byte> open = new();
    private readonly CancellationTokenSource stop = new();

    internal DeliveryDesk(FakeTeams teams) => this.teams = teams;

    /// <summary>How long the bot has for its answer, by this Teams' clock (general knowledge).</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether what was answered with a fault, or not at all, is posted again.</summary>
    public bool Redelivers { get; set; }

    /// <summary>How long it waits before it posts again.</summary>
    public TimeSpan RetryAfter { get; set; }

    /// <summary>What is wrong with the token of whatever is posted from now on.</summary>
    public TokenFlaw Flaw { get; set; }

    public IReadOnlyList<Delivery> All => [.. all];

    /// <summary>Posts an activity as it stands.</summary>
    public async Task<Delivery> PostAsync(TeamsApp app, JsonObject activity)
    {
        var delivery = new Delivery(app, activity);
        all.Enqueue(delivery);
        var retries = Redelivers && !delivery.IsInvoke ? Retries : 0;
        for (var one = await TryAsync(delivery); one.Failure != "nobody" && (one.Status is 0 or 408 or 429 or >= 500) && retries > 0 && !stop.IsCancellationRequested; retries--)
        {
            if (RetryAfter > TimeSpan.Zero)
            {
                await Task.Delay(RetryAfter, teams.World.Time, stop.Token);
            }

            one = await TryAsync(delivery);
        }

        return delivery;
    }

    /// <summary>The same activity once more: Teams delivers at least once.</summary>
    public Task<Delivery> RepeatAsync(Delivery delivery) => PostAsync(delivery.App!, (JsonObject)delivery.Activity.DeepClone());

    /// <summary>Waits until everything that happened has been told.</summary>
    public async Task SettleAsync()
    {
        for (var rounds = 0; rounds < 100 && !open.IsEmpty; rounds++)
        {
            await Task.WhenAll(open.Keys).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        client.Dispose();
    }

    /// <summary>Tells every bot that is concerned; what the first was told is what comes back.</summary>
    internal Task<Delivery> TellAsync(IEnumerable<(TeamsApp App, JsonObject Activity)> told)
    {
        var posts = told.ToList().ConvertAll(one => Task.Run(() => PostAsync(one.App, one.Activity)));
        var done = FirstAsync(posts);
        open[done] = 0;
        _ = done.ContinueWith(task => open.TryRemove(task, out _), TaskScheduler.Default);
        return done;
    }

    private static async Task<Delivery> FirstAsync(List<Task<Delivery>> posts) => (await Task.WhenAll(posts)).FirstOrDefault() ?? Delivery.Untold();

    private async Task<DeliveryTry> TryAsync(Delivery delivery)
    {
        var at = teams.World.Now;
        var one = delivery.App!.MessagesUrl is { } url ? await SendAsync(delivery, url, at) : new DeliveryTry(0, "", "nobody", at);
        if (one.Failure != "nobody")
        {
            delivery.Add(one);
        }

        return one;
    }

    private async Task<DeliveryTry> SendAsync(Delivery delivery, Uri url, DateTimeOffset at)
    {
        using var patience = new CancellationTokenSource(Patience, teams.World.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Activity.ToJsonString())) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");
        request.Headers.UserAgent.ParseAdd("Microsoft-SkypeBotApi/1.0");
        if (teams.Keys.Mint(delivery.App!, Flaw) is { } token)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        try
        {
            using var answer = await client.SendAsync(request, both.Token);
            return new DeliveryTry((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(both.Token), null, at);
        }
        catch (OperationCanceledException)
        {
            return new DeliveryTry(0, "", "timeout", at);
        }
        catch (HttpRequestException)
        {
            return new DeliveryTry(0, "", "connection", at);
        }
    }
}
