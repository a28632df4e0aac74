using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace IncidentBot.Paging.PagerDuty;

/// <summary>The settings under <c>Paging:PagerDuty</c>. Without a service nobody is paged there.</summary>
public sealed partial class PagerDutyOptions : IValidatableObject
{
    public const string Section = "Paging:PagerDuty";

    /// <summary>By the name that plans use: the integration key of the service (Events API v2, 32 letters and digits).</summary>
    /// <value>None.</value>
    public Dictionary<string, string> Services { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The secrets of the webhook subscriptions by which PagerDuty tells that somebody acknowledged. Two while one replaces the other.</summary>
    /// <value>None: then acknowledging in PagerDuty does not acknowledge here.</value>
    public List<string> WebhookSecrets { get; set; } = [];

    /// <summary>Where events go: PagerDuty's service region, or a test.</summary>
    /// <value>https://events.pagerduty.com</value>
    public string EventsUrl { get; set; } = "https://events.pagerduty.com";

    /// <summary>A key of PagerDuty's REST API that may read. With it plans can name a schedule of PagerDuty's for who is on call.</summary>
    /// <value>None.</value>
    public string ApiToken { get; set; } = "";

    /// <summary>Where who is on call is asked: PagerDuty's service region, or a test.</summary>
    /// <value>https://api.pagerduty.com</value>
    public string ApiUrl { get; set; } = "https://api.pagerduty.com";

    /// <summary>Whether alerts are opened there.</summary>
    public bool On => Services.Count > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var name in Services.Where(one => !Key().IsMatch(one.Value)).Select(one => one.Key))
        {
            yield return new ValidationResult($"Paging:PagerDuty:Services:{name} must be the integration key of a service, 32 letters and digits, as PagerDuty shows it under Integrations, Events API V2.");
        }

        if (!Uri.TryCreate(EventsUrl, UriKind.Absolute, out _))
        {
            yield return new ValidationResult("Paging:PagerDuty:EventsUrl must be a web address, such as https://events.eu.pagerduty.com, or left out.");
        }

        if (!Uri.TryCreate(ApiUrl, UriKind.Absolute, out _))
        {
            yield return new ValidationResult("Paging:PagerDuty:ApiUrl must be a web address, such as https://api.eu.pagerduty.com, or left out.");
        }

        if (ApiToken is not "" && !Token().IsMatch(ApiToken))
        {
            yield return new ValidationResult("Paging:PagerDuty:ApiToken must be a key of the REST API as PagerDuty shows it under Integrations, API Access Keys.");
        }

        if (WebhookSecrets.Any(one => one.Length < 16))
        {
            yield return new ValidationResult("Paging:PagerDuty:WebhookSecrets must be as PagerDuty showed them when the subscription was made.");
        }
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9]{32}\z")]
    private static partial Regex Key();

    [GeneratedRegex(@"\A[\w+.-]{16,128}\z")]
    private static partial Regex Token();
}
