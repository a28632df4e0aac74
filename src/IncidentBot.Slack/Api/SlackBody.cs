using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace IncidentBot.Slack.Api;

/// <summary>The body of a call, and whether any of it has left for Slack.</summary>
internal sealed class SlackBody : HttpContent
{
    private readonly byte[] bytes;

    private SlackBody(byte[] bytes, MediaTypeHeaderValue type)
    {
        this.bytes = bytes;
        Headers.ContentType = type;
    }

    /// <summary>Before this Slack had no whole call, and cannot have acted on one.</summary>
    public bool Leaving { get; private set; }

    public static SlackBody Form(SlackArgs args) =>
        new(Encoding.ASCII.GetBytes(string.Join('&', args.Pairs.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"))), new("application/x-www-form-urlencoded"));

    public static SlackBody Json<T>(T value) => new(Encoding.UTF8.GetBytes(SlackJson.Write(value)), new("application/json", "utf-8"));

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
