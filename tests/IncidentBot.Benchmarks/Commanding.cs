using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.SlackFake;

namespace IncidentBot.Benchmarks;

/// <summary>Slash commands as Slack signs them, each with a trigger of its own, so that none is taken for a repeat.</summary>
internal static class Commanding
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { Timeout = TimeSpan.FromSeconds(20) };
    private static long triggers;

    public static string User(int n) => $"U{n.ToString("0000", CultureInfo.InvariantCulture)}";

    public static async Task<string> SendAsync(FakeSlack slack, Uri address, int person, string text)
    {
        var (timestamp, signature, body) = Sign(slack, person, text);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", signature);
        using var answer = await Http.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? said : throw new InvalidOperationException($"{(int)answer.StatusCode} {said}");
    }

    public static (string Timestamp, string Signature, string Body) Sign(FakeSlack slack, int person, string text)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var trigger = $"{Environment.ProcessId}.{Interlocked.Increment(ref triggers)}.8088930838d88f008e0";
        var body = string.Join('&', new (string Name, string Value)[]
        {
            ("token", "legacy"), ("team_id", slack.Workspace.Id), ("team_domain", "acme"), ("channel_id", slack.Workspace.Channel("general").Id), ("channel_name", "general"), ("user_id", User(1 + (person % SlackScene.People))), ("user_name", "person"),
            ("command", "/incident"), ("text", text), ("api_app_id", slack.App.Id), ("is_enterprise_install", "false"), ("response_url", $"{slack.Address}commands/T0001/1/x"), ("trigger_id", trigger),
        }.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));
        return (timestamp, $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(slack.App.SigningSecret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")))}", body);
    }
}
