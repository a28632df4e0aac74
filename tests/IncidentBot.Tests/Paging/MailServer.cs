using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using IncidentBot.Tests.Support;
using MimeKit;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace IncidentBot.Tests.Paging;

/// <summary>A real mail server on loopback that keeps what it takes, and refuses or hangs up when a test asks.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    private MailServer(int port)
    {
        Port = port;
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMessageStore)new Store(this));
        services.Add((IMailboxFilter)new Filter(this));
        var server = new SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(end => end.Endpoint(new IPEndPoint(IPAddress.Loopback, port))).Build(), services);
        running = server.StartAsync(stop.Token);
    }

    public int Port { get; }

    /// <summary>Answers a recipient with this code; null takes them.</summary>
    public Func<string, SmtpReplyCode?> Recipient { get; set; } = _ => null;

    /// <summary>After a mail was taken: what is answered instead of yes. Hang up with <see cref="HangUp"/>.</summary>
    public Func<Mail, Task>? Taken { get; set; }

    public ConcurrentQueue<Mail> Mails { get; } = new();

    public IReadOnlyList<Mail> To(string address) => [.. Mails.Where(mail => mail.Message.To.Mailboxes.Single().Address == address)];

    public static MailServer Start() => new(FreePort.Take());

    /// <summary>Takes the mail and closes the line without a word.</summary>
    public static Task HangUp(Mail mail)
    {
        ((IDisposable)mail.Session.Pipe).Dispose();
        throw new IOException("the line is gone");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
        }

        stop.Dispose();
    }

    /// <summary>One that arrived, as it was written on the wire.</summary>
    public sealed record Mail(MimeMessage Message, string Raw, IReadOnlyList<string> Recipients, ISessionContext Session)
    {
        public string Text => Message.TextBody!.ReplaceLineEndings("\n").TrimEnd();
    }

    private sealed class Store(MailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            var bytes = buffer.ToArray();
            using var stream = new MemoryStream(bytes);
            var mail = new Mail(await MimeMessage.LoadAsync(stream, cancellationToken), Encoding.UTF8.GetString(bytes), [.. transaction.To.Select(to => to.AsAddress())], context);
            server.Mails.Enqueue(mail);
            if (server.Taken is { } taken)
            {
                await taken(mail);
            }

            return SmtpResponse.Ok;
        }
    }

    private sealed class Filter(MailServer server) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            server.Recipient(to.AsAddress()) is { } code ? throw new SmtpResponseException(new SmtpResponse(code, "not this one\r\nX-Word: of the server")) : Task.FromResult(true);
    }
}
