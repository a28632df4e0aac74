using System.ComponentModel.DataAnnotations;
using System.Net;
using MimeKit;

namespace IncidentBot.Paging.Mail;

/// <summary>The settings under <c>Paging:Mail</c>. Without a host no mail is sent.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Paging:Mail";

    /// <summary>The mail server that takes our mail.</summary>
    /// <value>None.</value>
    public string? Host { get; set; }

    /// <value>587</value>
    [Range(1, 65535, ErrorMessage = "Paging:Mail:Port must be between 1 and 65535.")]
    public int Port { get; set; } = 587;

    /// <summary>The sender's address, such as incidents@example.com.</summary>
    public string? From { get; set; }

    /// <summary>StartTls, Tls (from the first byte, port 465) or None (only to this machine).</summary>
    /// <value>StartTls</value>
    [AllowedValues("StartTls", "Tls", "None", ErrorMessage = "Paging:Mail:Security must be StartTls, Tls or None.")]
    public string Security { get; set; } = "StartTls";

    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>Addresses of the people who run the installation. They are told when a workspace does not work any more.</summary>
    /// <value>None: they see it in the log and the web room alone.</value>
    public IReadOnlyList<string> Operators { get; set; } = [];

    /// <summary>Whether mail is set up here.</summary>
    public bool On => !string.IsNullOrWhiteSpace(Host);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!On)
        {
            if (((IEnumerable<string?>)[From, UserName, Password, .. Operators]).Any(one => !string.IsNullOrWhiteSpace(one)))
            {
                yield return new ValidationResult("Paging:Mail:Host is not set, so no mail would go out. Set it, or take the other settings of Paging:Mail away.");
            }

            yield break;
        }

        if (Address(From) is null)
        {
            yield return new ValidationResult("Paging:Mail:From must be a mail address, such as incidents@example.com.");
        }

        foreach (var wrong in Operators.Where(one => Address(one) is null))
        {
            yield return new ValidationResult($"Paging:Mail:Operators: \"{wrong}\" is no mail address, such as operations@example.com.");
        }

        if (Security == "None" && !IsThisMachine(Host!))
        {
            yield return new ValidationResult("Paging:Mail:Security may be None only for a mail server on this machine (localhost).");
        }

        if (string.IsNullOrWhiteSpace(UserName) != string.IsNullOrWhiteSpace(Password))
        {
            yield return new ValidationResult("Paging:Mail:UserName and Paging:Mail:Password must be set together, or neither.");
        }
    }

    /// <summary>One plain address and nothing else; null for anything that could be more than that.</summary>
    internal static MailboxAddress? Address(string? text) =>
        text is not null && MailboxAddress.TryParse(text, out var parsed) && parsed.Address == text && text.Contains('@', StringComparison.Ordinal) && !text.Any(char.IsControl) ? parsed : null;

    private static bool IsThisMachine(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
