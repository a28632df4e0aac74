using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace IncidentBot.Paging.Telephone;

/// <summary>The settings under <c>Paging:Twilio</c>. Without an account nobody is texted or called.</summary>
public sealed partial class TwilioOptions : IValidatableObject
{
    public const string Section = "Paging:Twilio";

    /// <summary>AC and 32 hexadecimal digits.</summary>
    /// <value>None.</value>
    public string? AccountSid { get; set; }

    /// <summary>Signs in to Twilio, and proves that what comes from there does.</summary>
    public string? AuthToken { get; set; }

    /// <summary>The number that calls and texts, in E.164.</summary>
    public string? From { get; set; }

    /// <summary>Texts go out by this service where it is set: MG and 32 hexadecimal digits.</summary>
    public string? MessagingServiceSid { get; set; }

    /// <summary>Where Twilio's API is: for a gateway, or a test.</summary>
    /// <value>Twilio's own.</value>
    public string? ApiBaseUrl { get; set; }

    /// <summary>Whether Twilio is set up here.</summary>
    public bool On => !string.IsNullOrWhiteSpace(AccountSid);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!On)
        {
            if (new[] { AuthToken, From, MessagingServiceSid }.Any(one => !string.IsNullOrWhiteSpace(one)))
            {
                yield return new ValidationResult("Paging:Twilio:AccountSid is not set, so nobody would be texted or called. Set it, or take the other settings of Paging:Twilio away.");
            }

            yield break;
        }

        if (!Account().IsMatch(AccountSid!))
        {
            yield return new ValidationResult("Paging:Twilio:AccountSid must be AC and 32 hexadecimal digits, as Twilio's console shows it.");
        }

        if (string.IsNullOrWhiteSpace(AuthToken))
        {
            yield return new ValidationResult("Paging:Twilio:AuthToken must be set: it signs in to Twilio, and proves that what comes from there does.");
        }

        if (From is null || !Number().IsMatch(From))
        {
            yield return new ValidationResult("Paging:Twilio:From must be the number that calls and texts, a plus and digits only, such as +15125550100.");
        }

        if (MessagingServiceSid is { Length: > 0 } && !Service().IsMatch(MessagingServiceSid))
        {
            yield return new ValidationResult("Paging:Twilio:MessagingServiceSid must be MG and 32 hexadecimal digits, or left out.");
        }

        if (ApiBaseUrl is { Length: > 0 } && !Uri.TryCreate(ApiBaseUrl, UriKind.Absolute, out _))
        {
            yield return new ValidationResult("Paging:Twilio:ApiBaseUrl must be a web address, or left out.");
        }
    }

    [GeneratedRegex(@"\AAC[0-9a-fA-F]{32}\z")]
    private static partial Regex Account();

    [GeneratedRegex(@"\A\+[1-9][0-9]{6,14}\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"\AMG[0-9a-fA-F]{32}\z")]
    private static partial Regex Service();
}
