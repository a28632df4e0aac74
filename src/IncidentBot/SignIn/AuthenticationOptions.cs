using System.ComponentModel.DataAnnotations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.SignIn;

namespace IncidentBot.Host.SignIn;

/// <summary>How people sign in: the settings under <c>Authentication</c>. Without an authority only the sample door is there.</summary>
public sealed class AuthenticationOptions : IValidatableObject
{
    public const string Section = "Authentication";

    /// <summary>The OpenID Connect provider, such as https://login.microsoftonline.com/TENANT/v2.0.</summary>
    public string? Authority { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>Scopes beside openid and profile, for providers that give groups only when asked.</summary>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>The claim that lists a person's groups.</summary>
    /// <value>groups</value>
    public string GroupsClaim { get; set; } = "groups";

    /// <summary>The slug of the organisation that owns the provider: whom it makes belongs there.</summary>
    /// <value>The service provider of the plan files.</value>
    public string? Organisation { get; set; }

    /// <summary>What groups make of people.</summary>
    public IList<GroupGrant> Grants { get; set; } = [];

    /// <summary>How long one may work before signing in again, in hours.</summary>
    /// <value>12</value>
    [Range(1, 24, ErrorMessage = "Authentication:SessionHours must be between 1 and 24.")]
    public int SessionHours { get; set; } = 12;

    public bool IsSet => !string.IsNullOrWhiteSpace(Authority);

    public IReadOnlyList<SignInGrant> Rules => [.. Grants.Select(one => new SignInGrant(one.Group!, one.Organisation!, one.Role!.Value))];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsSet)
        {
            if (!string.IsNullOrWhiteSpace(ClientId))
            {
                yield return new ValidationResult("Authentication:ClientId is set, and Authentication:Authority is not. Set it to the address of the OpenID Connect provider.");
            }

            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback))
        {
            yield return new ValidationResult("Authentication:Authority must be an https address.");
        }

        if (string.IsNullOrWhiteSpace(ClientId))
        {
            yield return new ValidationResult("Authentication:ClientId is missing: the provider gives one to each application that is registered there.");
        }

        if (string.IsNullOrWhiteSpace(ClientSecret))
        {
            yield return new ValidationResult("Authentication:ClientSecret is missing: the provider gives one to each application that is registered there.");
        }

        if (Grants.Any(one => string.IsNullOrWhiteSpace(one.Group) || string.IsNullOrWhiteSpace(one.Organisation) || one.Role is null))
        {
            yield return new ValidationResult($"Each of Authentication:Grants needs Group, Organisation (a slug, or * for every client) and Role ({string.Join(", ", Enum.GetNames<GrantRole>())}).");
        }
    }

    /// <summary>One rule as the configuration writes it.</summary>
    public sealed class GroupGrant
    {
        public string? Group { get; set; }

        public string? Organisation { get; set; }

        public GrantRole? Role { get; set; }
    }
}
