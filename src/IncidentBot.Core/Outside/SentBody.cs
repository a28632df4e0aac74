using System.Net;
using System.Net.Http.Headers;

namespace IncidentBot.Core.Outside;

/// <summary>The bytes of a request, and whether any of it has left for the other side.</summary>
public class SentBody : HttpContent
{
    private readonly byte[] bytes;

    public SentBody(byte[] bytes, MediaTypeHeaderValue type)
    {
        this.bytes = bytes;
        Headers.ContentType = type;
    }

    /// <summary>Before this the other side had no whole request, and cannot have acted on one.</summary>
    public bool Leaving { get; private set; }

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
