using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IncidentBot.Teams.Requests;

/// <summary>Reads a request's bytes, but not without end.</summary>
internal static class RequestBody
{
    /// <summary>A message has at most 100 KB of text, which it may say twice.</summary>
    private const int Largest = 1024 * 1024;

    /// <summary>Whoever sends its bytes more slowly is not Teams.</summary>
    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(10);

    /// <returns>The bytes, or the status of a body that is too large or ends too early.</returns>
    public static async Task<(byte[]? Body, int Status)> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Largest;
        }

        if (context.Request.ContentLength > Largest)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        using var slow = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        slow.CancelAfter(ReadingTime);
        try
        {
            using var body = new MemoryStream((int)(context.Request.ContentLength ?? 0));
            var buffer = new byte[16 * 1024];
            for (int got; (got = await context.Request.Body.ReadAsync(buffer, slow.Token)) > 0;)
            {
                if (body.Length + got > Largest)
                {
                    return (null, StatusCodes.Status413PayloadTooLarge);
                }

                body.Write(buffer, 0, got);
            }

            return (body.ToArray(), StatusCodes.Status200OK);
        }
        catch (BadHttpRequestException bad)
        {
            return (null, bad.StatusCode);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            return (null, StatusCodes.Status408RequestTimeout);
        }
    }
}
