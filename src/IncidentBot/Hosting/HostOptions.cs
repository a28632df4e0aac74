using System.ComponentModel.DataAnnotations;

namespace IncidentBot.Host.Hosting;

/// <summary>The settings at the top level of the configuration. appsettings.sample.json shows them all.</summary>
public sealed class HostOptions : IValidatableObject
{
    /// <summary>Where everything is kept. Relative to where the command was typed.</summary>
    /// <value>data</value>
    public string? DataFolder { get; set; }

    /// <summary>Where the clients' plan files are. Plans that are changed in the bot are written there.</summary>
    /// <value>plans in the data folder, with the shipped sample from the first start on.</value>
    public string? PlansFolder { get; set; }

    /// <summary>How often plan files are looked at for changes, in seconds.</summary>
    /// <value>10</value>
    [Range(1, 3600, ErrorMessage = "PlansReloadSeconds must be between 1 and 3600.")]
    public int PlansReloadSeconds { get; set; } = 10;

    /// <summary>Where people outside open the bot: links in mail begin with it.</summary>
    /// <value>None: messages then have no link.</value>
    public string? PublicUrl { get; set; }

    /// <summary>The addresses of the reverse proxies in front of it. What they say of who asks, and whether over https, is believed; what anybody else says is not.</summary>
    /// <value>None.</value>
    public IList<string> TrustedProxies { get; set; } = [];

    /// <summary>Multiplies how often one address may knock and one person may act in a minute (30 and 300).</summary>
    /// <value>1</value>
    [Range(1, 1000, ErrorMessage = "RateLimitScale must be between 1 and 1000.")]
    public int RateLimitScale { get; set; } = 1;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrWhiteSpace(PublicUrl) && Address(PublicUrl) is null)
        {
            yield return new ValidationResult("PublicUrl must be the whole https address at which people open IncidentBot, such as https://incidents.example.com.");
        }

        if (TrustedProxies.FirstOrDefault(one => !System.Net.IPAddress.TryParse(one, out _)) is { } bad)
        {
            yield return new ValidationResult($"TrustedProxies lists addresses such as 10.0.0.5; \"{bad}\" is not one.");
        }
    }

    /// <summary>An https address without query or sign-in; http only for this machine. Null for anything else.</summary>
    internal static Uri? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            && uri.Host.Length > 0 && uri.Query.Length + uri.Fragment.Length + uri.UserInfo.Length == 0 ? uri : null;
}
