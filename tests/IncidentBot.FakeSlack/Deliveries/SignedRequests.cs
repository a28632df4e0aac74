using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Deliveries;

/// <summary>Delivers over HTTP to the app's request URLs, signed: a form for commands and presses, JSON for events.</summary>
internal sealed class SignedRequests(FakeSlack slack) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public void Dispose() => client.Dispose();

    public async Task<DeliveryTry> DeliverAsync(Delivery delivery, int retry, string? reason, CancellationToken cancel)
    {
        var at = slack.World.Time.GetUtcNow();
        var address = delivery.Kind switch { DeliveryKind.Command => slack.App.CommandsUrl, DeliveryKind.Event => slack.App.EventsUrl, _ => slack.App.InteractionsUrl };
        if (address is null)
        {
            return Failed("nobody");
        }

        using var request = Signed(slack.App, address, delivery, at);
        if (retry > 0)
        {
            request.Headers.Add("X-Slack-Retry-Num", $"{retry}");
            request.Headers.Add("X-Slack-Retry-Reason", reason);
        }

        try
        {
            using var answer = await client.SendAsync(request, cancel);
            var body = await answer.Content.ReadAsStringAsync(cancel);
            var status = (int)answer.StatusCode;
            return new("http", retry, reason, answer.IsSuccessStatusCode, status, Json(body), answer.IsSuccessStatusCode ? null : status is >= 300 and < 400 ? "too_many_redirects" : "http_error", at)
            {
                Body = body,
                NoRetry = answer.Headers.TryGetValues("X-Slack-No-Retry", out var said) && said.Contains("1"),
            };
        }
        catch (OperationCanceledException)
        {
            return Failed("http_timeout");
        }
        catch (HttpRequestException)
        {
            return Failed("connection_failed");
        }

        DeliveryTry Failed(string failure) => new("http", retry, reason, false, 0, null, failure, at);
    }

    internal static HttpRequestMessage Signed(SlackApp app, Uri address, Delivery delivery, DateTimeOffset at)
    {
        var (body, type) = delivery.Kind switch
        {
            DeliveryKind.Event => (delivery.Payload.ToJsonString(), "application/json"),
            DeliveryKind.Command => (string.Join('&', delivery.Payload.Select(one => $"{one.Key}={Uri.EscapeDataString((string?)one.Value ?? "")}")), "application/x-www-form-urlencoded"),
            _ => ($"payload={Uri.EscapeDataString(delivery.Payload.ToJsonString())}", "application/x-www-form-urlencoded"),
        };
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var timestamp = $"{at.ToUnixTimeSeconds()}";
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(app.SigningSecret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")))}");
        request.Headers.UserAgent.ParseAdd("Slackbot/1.0");
        return request;
    }

    private static JsonObject? Json(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
