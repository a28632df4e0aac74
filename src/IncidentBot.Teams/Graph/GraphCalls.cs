using IncidentBot.Teams.Options;
using IncidentBot.Teams.Tokens;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;

namespace IncidentBot.Teams.Graph;

/// <summary>Calls Graph and says in our words what went wrong. Its library has waited and tried again where it was limited; here only a token that was refused is renewed, once.</summary>
internal sealed class GraphCalls(Registration registration, GraphServiceClient client, TeamsTokens tokens, TimeProvider time)
{
    /// <param name="name">Such as channel.create.</param>
    /// <param name="makesNew">Done twice it is there twice.</param>
    public async Task<T> RunAsync<T>(string name, bool makesNew, Func<GraphServiceClient, Task<T>> call, CancellationToken cancel)
    {
        for (var renewed = false; ; renewed = true)
        {
            var token = await tokens.GraphAsync(registration, cancel);
            try
            {
                return await call(client);
            }
            catch (Exception fault) when (Refusal(fault) is { } refusal)
            {
                if (refusal.ResponseStatusCode == 401 && !renewed && token is not null)
                {
                    tokens.Forget(registration, token);
                    continue;
                }

                throw GraphErrors.Read(name, refusal, makesNew, time.GetUtcNow());
            }
            catch (HttpRequestException fault)
            {
                var arrived = fault.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);
                throw TeamsException.NoAnswer(name, arrived ? "broken" : "unreachable", arrived && makesNew);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested || makesNew)
            {
                throw TeamsException.NoAnswer(name, "timeout", makesNew);
            }
            catch (Exception fault) when (fault is IOException or System.Text.Json.JsonException or FormatException or InvalidOperationException)
            {
                // The library has no word of its own for an answer that it cannot read.
                throw TeamsException.NoAnswer(name, "unreadable", makesNew);
            }
        }
    }

    public Task RunAsync(string name, Func<GraphServiceClient, Task> call, CancellationToken cancel) => RunAsync(name, makesNew: false, async graph =>
    {
        await call(graph);
        return true;
    }, cancel);

    /// <summary>After its last try the library throws what each of them was answered.</summary>
    private static ApiException? Refusal(Exception fault) => fault switch
    {
        ApiException refusal => refusal,
        AggregateException many => many.InnerExceptions.OfType<ApiException>().LastOrDefault(),
        _ => null,
    };
}
