using IncidentBot.Core.Effects;
using IncidentBot.Core.Operations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Paging.Checks;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace IncidentBot.Paging.Mail;

/// <summary>Sends mail by SMTP. The body is what <see cref="OutsideMessage"/> says, and nothing else.</summary>
public sealed class MailChannel(IOptions<MailOptions> options, TimeProvider time) : IOutsideChannel, ITestChannel, IOperatorChannel
{
    /// <summary>A server that has not answered by then does not.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    public string Method => "mail";

    public bool On => options.Value.Operators.Count > 0;

    public Task<string> SendAsync(OutsideMessage message, CancellationToken cancel) => SendAsync(Write(message), cancel);

    public Task<string> TestAsync(ContactTest test, CancellationToken cancel) => SendAsync(Write(test.Id, [test.Address], test.Subject, test.Text, MessageImportance.Normal), cancel);

    /// <summary>One mail to all of them: they see who else knows.</summary>
    public Task TellAsync(OperatorNotice notice, CancellationToken cancel) => SendAsync(Write(notice.Id, options.Value.Operators, notice.Subject, notice.Text, MessageImportance.High), cancel);

    private async Task<string> SendAsync(MimeMessage mail, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        using var server = new Server();
        try
        {
            await ConnectAsync(server, limit.Token);
            await server.SendAsync(mail, limit.Token);
        }
        catch (Exception fault) when (fault is not SendException)
        {
            throw Read(fault, server.MayHaveArrived);
        }

        await LeaveAsync(server, limit.Token);
        return "taken by the mail server";
    }

    /// <summary>Connects and signs in as for a mail, and sends none.</summary>
    /// <exception cref="SendException">What a mail would have met.</exception>
    public async Task ReachAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        using var server = new Server();
        try
        {
            await ConnectAsync(server, limit.Token);
        }
        catch (Exception fault) when (fault is not SendException && !cancel.IsCancellationRequested)
        {
            throw Read(fault, mayHaveArrived: false);
        }

        await LeaveAsync(server, limit.Token);
    }

    internal MimeMessage Write(OutsideMessage message) => Write(message.Id, [message.Address], message.Subject, message.Text, MessageImportance.High);

    private MimeMessage Write(string id, IEnumerable<string> addresses, string subject, string text, MessageImportance importance)
    {
        var from = MailOptions.Address(options.Value.From) ?? throw new InvalidOperationException("Paging:Mail:From was checked on start.");
        var to = addresses.Select(one => MailOptions.Address(one) ?? throw new SendException(SendFailure.Refused, "mail has no address that is one in the plan"));
        var mail = new MimeMessage([from], to, subject, new TextPart("plain") { Text = text })
        {
            Date = time.GetUtcNow(),
            MessageId = $"{id}@{from.Domain}",
            Importance = importance,
        };

        // Holiday notices and the like are not to be sent back.
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return mail;
    }

    private async Task ConnectAsync(Server server, CancellationToken cancel)
    {
        var mail = options.Value;
        await server.ConnectAsync(mail.Host!, mail.Port, mail.Security switch
        {
            "Tls" => SecureSocketOptions.SslOnConnect,
            "None" => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        }, cancel);
        if (!string.IsNullOrWhiteSpace(mail.UserName))
        {
            await server.AuthenticateAsync(mail.UserName, mail.Password!, cancel);
        }
    }

    /// <summary>The server has it; a farewell that fails changes nothing.</summary>
    private static async Task LeaveAsync(Server server, CancellationToken cancel)
    {
        try
        {
            await server.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception fault) when (fault is IOException or ProtocolException or OperationCanceledException or CommandException)
        {
        }
    }

    /// <summary>4xx is for now, 5xx for good. Without an answer it depends on how far we were. What the server says beside its code is not repeated: it may hold anything.</summary>
    private static SendException Read(Exception fault, bool mayHaveArrived) => (fault as SmtpCommandException ?? fault.InnerException as SmtpCommandException) switch
    {
        { StatusCode: var code } when (int)code >= 500 => new SendException(SendFailure.Refused, $"mail refused ({(int)code})"),
        { StatusCode: var code } => new SendException(SendFailure.NotTaken, $"mail not taken now ({(int)code})"),
        _ when mayHaveArrived => new SendException(SendFailure.Unknown, "mail: no answer, it may have arrived"),
        _ => new SendException(SendFailure.NotTaken, $"mail: the server was not reached ({fault.GetType().Name})"),
    };

    /// <summary>Knows how far a send is: until the recipient is accepted, no word of the mail has left.</summary>
    private sealed class Server : SmtpClient
    {
        public Server()
        {
            // As HttpClient does: a revocation list that cannot be reached at night may not stop a page.
            CheckCertificateRevocation = false;
        }

        public bool MayHaveArrived { get; private set; }

        protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            MayHaveArrived = true;
            base.OnRecipientAccepted(message, mailbox, response);
        }
    }
}
