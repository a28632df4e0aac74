using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;

namespace IncidentBot.Paging;

/// <summary>The JSON of a call, and whether any of it has left for the other side.</summary>
internal sealed class WebhookBody : HttpContent
{
    private readonly byte[] bytes;

    public WebhookBody(OutsideMessage message)
    {
        bytes = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = message.Id,
            kind = message.Kind.Kebab(),
            incident = message.Incident.ToString(),
            codeName = message.CodeName,
            severity = (int)message.Severity,
            drill = message.Drill,
            subject = message.Subject,
            text = message.Text,
            link = message.Link,
            repeat = message.Repeat,
        }, JsonSerializerOptions.Web);
        Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
    }

    /// <summary>Before this the other side had no whole request, and cannot have acted on one.</summary>
    public bool Leaving { get; private set; }

    public string Sign(string secret, string timestamp) =>
        $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes($"{timestamp}."), .. bytes]))}";

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Leaving = true;
        await stream.WriteAsync(bytes, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
