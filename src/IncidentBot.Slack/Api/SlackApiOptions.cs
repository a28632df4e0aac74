using System.ComponentModel.DataAnnotations;

namespace IncidentBot.Slack.Api;

/// <summary>The settings under <c>Slack</c> that say how Slack is called. Slack's own limits are here with its numbers as defaults, because it changes them.</summary>
public sealed class SlackApiOptions : IValidatableObject
{
    public const string Section = "Slack";

    /// <summary>Where the Web API is.</summary>
    /// <value>https://slack.com/api/</value>
    public Uri ApiBaseUrl { get; set; } = new("https://slack.com/api/");

    /// <summary>Seconds after which an answer is no longer waited for.</summary>
    /// <value>15</value>
    [Range(1, 60, ErrorMessage = "Slack:CallTimeoutSeconds must be between 1 and 60.")]
    public int CallTimeoutSeconds { get; set; } = 15;

    /// <summary>How many messages go to one channel at once before they are paced.</summary>
    /// <value>5</value>
    [Range(1, 1000, ErrorMessage = "Slack:PostBurst must be between 1 and 1000.")]
    public int PostBurst { get; set; } = 5;

    /// <summary>Milliseconds between the messages to one channel after that.</summary>
    /// <value>1000</value>
    [Range(0, 60_000, ErrorMessage = "Slack:PostPaceMilliseconds must be between 0 and 60000.")]
    public int PostPaceMilliseconds { get; set; } = 1000;

    /// <summary>Seconds that a message waits here for its turn; a longer wait is handed up, so that nothing else waits behind it.</summary>
    /// <value>5</value>
    [Range(0, 60, ErrorMessage = "Slack:LongestPostWaitSeconds must be between 0 and 60.")]
    public int LongestPostWaitSeconds { get; set; } = 5;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!ApiBaseUrl.IsAbsoluteUri || (ApiBaseUrl.Scheme != Uri.UriSchemeHttps && !(ApiBaseUrl.Scheme == Uri.UriSchemeHttp && ApiBaseUrl.IsLoopback))
            || !ApiBaseUrl.AbsolutePath.EndsWith('/') || ApiBaseUrl.Query.Length > 0 || ApiBaseUrl.UserInfo.Length > 0)
        {
            yield return new ValidationResult("Slack:ApiBaseUrl must be an https address that ends in a slash, such as https://slack.com/api/ (http only to this machine).");
        }
    }
}
