using System.ComponentModel.DataAnnotations;

namespace IncidentBot.Paging.Webhooks;

/// <summary>The settings under <c>Paging:Webhook</c>. Without a secret no webhook is called.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    public const string Section = "Paging:Webhook";

    /// <summary>Signs every call, so that the other side knows that it is ours. At least 32 characters.</summary>
    /// <value>None.</value>
    public string? Secret { get; set; }

    /// <summary>Whether webhooks are set up here.</summary>
    public bool On => !string.IsNullOrWhiteSpace(Secret);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (On && Secret!.Length < 32)
        {
            yield return new ValidationResult("Paging:Webhook:Secret must have at least 32 characters, such as the output of: openssl rand -hex 32");
        }
    }
}
