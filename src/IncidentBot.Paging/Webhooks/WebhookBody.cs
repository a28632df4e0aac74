using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;

namespace IncidentBot.Paging.Webhooks;

/// <summary>The JSON of a call, signed.</summary>
internal sealed class WebhookBody : SentBody
{
    private readonly byte[] bytes;

    public WebhookBody(OutsideMessage message)
        : this(Bytes(message))
    {
    }

    private WebhookBody(byte[] bytes)
        : base(bytes, new MediaTypeHeaderValue("application/json", "utf-8")) => this.bytes = bytes;

    public string Sign(string secret, string timestamp) =>
        $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes($"{timestamp}."), .. bytes]))}";

    private static byte[] Bytes(OutsideMessage message) => JsonSerializer.SerializeToUtf8Bytes(new
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
}
