using IncidentBot.Tests.Paging;

namespace IncidentBot.Crashes;

/// <summary>The mail server and the program that takes webhooks. They outlive the bot that is killed, and take their time, so that a kill often finds a send on its way.</summary>
internal sealed class Outsides : IAsyncDisposable
{
    private readonly Random random;

    private Outsides(MailServer mail, WebhookSink webhook, int seed)
    {
        (Mail, Webhook, random) = (mail, webhook, new Random(seed));
        mail.Taken = _ => DelayAsync();
        webhook.Answer = _ => DelayAsync();
    }

    public MailServer Mail { get; }

    public WebhookSink Webhook { get; }

    /// <summary>Set to hold every answer back until it is done.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>Every message that arrived: the id that is the same for each send of it, and whether it says that it is a repeat.</summary>
    public ILookup<string, bool> Arrived =>
        Mail.Mails.Select(mail => (Id: mail.Message.MessageId!.Split('@')[0], Repeat: mail.Message.Subject!.Contains("(repeat:", StringComparison.Ordinal)))
            .Concat(Webhook.Calls.Select(call => (Id: call.Key, call.Repeat)))
            .ToLookup(one => one.Id, one => one.Repeat);

    public static async Task<Outsides> StartAsync(int seed) => new(MailServer.Start(), await WebhookSink.StartAsync(TimeProvider.System), seed);

    public async ValueTask DisposeAsync()
    {
        await Mail.DisposeAsync();
        await Webhook.DisposeAsync();
    }

    private async Task DelayAsync()
    {
        int pause;
        lock (random)
        {
            pause = random.Next(4) == 0 ? random.Next(400) : random.Next(20);
        }

        await Task.Delay(pause);
        await Hold;
    }
}
