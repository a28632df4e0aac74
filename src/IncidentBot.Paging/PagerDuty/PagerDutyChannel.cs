using System.Net;
using System.Net.Http.Json;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.Paging.PagerDuty;

/// <summary>Opens an alert at a service of PagerDuty (Events API v2), and resolves it when the page is over. PagerDuty recognises a repeat by its key, so that none rings twice.</summary>
public sealed class PagerDutyChannel(IHttpClientFactory clients, IOptions<PagerDutyOptions> options) : IOutsideChannel, IQuietChannel
{
    internal const string Client = "pagerduty";

    public string Method => PlanWords.PagerDutyMethod;

    public async Task<string> SendAsync(OutsideMessage message, CancellationToken cancel)
    {
        await PostAsync(message.Address, key => new
        {
            routing_key = key,
            event_action = "trigger",
            dedup_key = message.Id,
            payload = new { summary = message.Subject, source = "IncidentBot", severity = Level(message.Severity), @class = message.Kind.Kebab(), custom_details = new { incident = message.Incident.ToString(), drill = message.Drill } },
            links = message.Link is { } link ? new[] { new { href = link.AbsoluteUri, text = $"Open {message.Incident}" } } : [],
            client = "IncidentBot",
        }, cancel);
        return "taken by PagerDuty";
    }

    public Task QuietAsync(string page, string address, CancellationToken cancel) =>
        PostAsync(address, key => new { routing_key = key, event_action = "resolve", dedup_key = page }, cancel);

    private async Task PostAsync(string service, Func<string, object> write, CancellationToken cancel)
    {
        if (!options.Value.Services.TryGetValue(service, out var key))
        {
            throw new SendException(SendFailure.Refused, $"PagerDuty has no service {service} in the settings (Paging:PagerDuty:Services:{service})");
        }

        using var client = clients.CreateClient(Client);
        using var body = JsonContent.Create(write(key));
        using var answer = await client.PostAsync(new Uri("/v2/enqueue", UriKind.Relative), body, cancel);
        if (answer.StatusCode is not HttpStatusCode.Accepted)
        {
            throw new SendException(SendFailure.Refused, $"PagerDuty refused ({(int)answer.StatusCode})");
        }
    }

    private static string Level(Severity severity) => (int)severity switch
    {
        1 => "critical",
        2 => "error",
        3 => "warning",
        _ => "info",
    };
}
