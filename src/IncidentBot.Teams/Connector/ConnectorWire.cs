using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Outside;
using IncidentBot.Teams.Options;
using IncidentBot.Teams.Requests;
using IncidentBot.Teams.Tokens;
using Microsoft.Extensions.Options;

namespace IncidentBot.Teams.Connector;

/// <summary>One call of the connector.</summary>
/// <param name="Name">Such as post.</param>
/// <param name="Path">Below the service URL, escaped.</param>
/// <param name="Conversation">By which it is paced.</param>
/// <param name="Repeatable">A post that done twice has done the same.</param>
internal sealed record ConnectorCall(string Name, HttpMethod Method, string Path, string Conversation, JsonObject? Body = null, bool Repeatable = false)
{
    public PaceKind Kind => Method == HttpMethod.Get ? PaceKind.Read : PaceKind.Post;

    /// <summary>Done twice it is there twice.</summary>
    public bool MakesNew => Method == HttpMethod.Post && !Repeatable;
}

/// <summary>The one way to the connector: waits for its turn, shows a token, reads the answer, and says what went wrong. It tries again only where it is known that nothing was done, and once: after a token that was refused, and after a short wait that Teams asked for.</summary>
internal sealed class ConnectorWire(IHttpClientFactory clients, TeamsTokens tokens, TeamsPace pace, ServiceHosts hosts, IOptions<ConnectorOptions> options, TimeProvider time)
{
    /// <summary>However long Teams asks us to wait, a page does not wait longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Where Teams limits us and does not say for how long.</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(2);

    /// <summary>So that what waited together does not come back together.</summary>
    private static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(250);

    /// <returns>An empty element where there is no body.</returns>
    public async Task<JsonElement> CallAsync(Registration registration, string tenantId, string serviceUrl, ConnectorCall call, CancellationToken cancel)
    {
        // An address that came from a column or from outside would get our token.
        if (!hosts.Knows(serviceUrl))
        {
            throw new TeamsException(call.Name, "unknown_service_url", TeamsFailure.NotAllowed);
        }

        var address = new Uri($"{serviceUrl.TrimEnd('/')}/{call.Path}");
        var (renewed, waited) = (false, false);
        while (true)
        {
            await pace.WaitAsync(call.Name, call.Kind, call.Conversation, $"{registration.AppId} {tenantId}", cancel);
            var token = await tokens.ConnectorAsync(registration, cancel);
            var answer = await SendAsync(call, address, token, cancel);
            switch (answer.Status)
            {
                case 401 when !renewed && token is not null:
                    renewed = true;
                    tokens.Forget(registration, token);
                    continue;
                case 429 or 412:
                    var wait = answer.RetryAfter ?? UsualWait;
                    pace.Hold(call.Kind, call.Conversation, wait);
                    if (waited || wait > TimeSpan.FromSeconds(options.Value.LongestWaitSeconds))
                    {
                        throw TeamsException.Limited(call.Name, wait);
                    }

                    waited = true;
                    await Task.Delay(wait + (Jitter * Random.Shared.NextDouble()), time, cancel);
                    continue;
                default:
                    return Read(call, answer);
            }
        }
    }

    private static JsonElement Read(ConnectorCall call, Answer answer)
    {
        if (answer.Status is < 200 or >= 300)
        {
            throw ConnectorErrors.Read(call, answer.Status, OutsideJson.Read(answer.Body) ?? default);
        }

        return answer.Body.Length == 0 ? default : OutsideJson.Read(answer.Body) ?? throw TeamsException.NoAnswer(call.Name, "unreadable", call.MakesNew, answer.Status);
    }

    private async Task<Answer> SendAsync(ConnectorCall call, Uri address, string? token, CancellationToken cancel)
    {
        var body = call.Body is null ? null : new SentBody(JsonSerializer.SerializeToUtf8Bytes(call.Body, TeamsJson.Options), new MediaTypeHeaderValue("application/json", "utf-8"));
        using var request = new HttpRequestMessage(call.Method, address) { Content = body };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        try
        {
            using var client = clients.CreateClient(TeamsSetup.Client);
            using var answer = await client.SendAsync(request, cancel);
            return new((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(CancellationToken.None), Wait(answer));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested && !(body is { Leaving: true } && call.MakesNew))
        {
            throw;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            var left = body is { Leaving: true };
            throw TeamsException.NoAnswer(call.Name, fault is OperationCanceledException ? "timeout" : left ? "broken" : "unreachable", left && call.MakesNew);
        }
    }

    private TimeSpan? Wait(HttpResponseMessage answer) => answer.Headers.RetryAfter is not { } after ? null
        : (after.Delta ?? after.Date - time.GetUtcNow()) is { } wait && wait > TimeSpan.Zero ? wait < LongestWait ? wait : LongestWait : TimeSpan.Zero;

    private sealed record Answer(int Status, byte[] Body, TimeSpan? RetryAfter);
}
