using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace IncidentBot.Teams.Options;

/// <summary>The settings of one app registration, as they are written.</summary>
public class RegistrationOptions
{
    /// <summary>SingleTenant or UserAssignedMSI.</summary>
    /// <value>None: it must be said.</value>
    public string? AppType { get; set; }

    /// <summary>The app's (client) id in Entra.</summary>
    /// <value>None.</value>
    public string? AppId { get; set; }

    /// <summary>The client secret of a SingleTenant app.</summary>
    /// <value>None.</value>
    [JsonIgnore]
    public string? AppPassword { get; set; }

    /// <summary>The tenant that the app belongs to.</summary>
    /// <value>None.</value>
    public string? TenantId { get; set; }

    /// <summary>Whose the tenant is: a client's slug.</summary>
    /// <value>None: the provider's.</value>
    public string? Organisation { get; set; }

    /// <summary>The group id in Entra of the team in which rooms are made.</summary>
    /// <value>None.</value>
    public string? Team { get; set; }

    internal bool HasKey => new[] { AppType, AppId, AppPassword, TenantId }.Any(IsSet);

    /// <param name="at">Where the settings stand, such as Teams or Teams:Tenants:0.</param>
    internal IEnumerable<ValidationResult> Examine(string at)
    {
        if (!IsSet(AppType))
        {
            yield return new ValidationResult($"{at}:AppType is missing. It must be {Choices}.");
        }
        else if (string.Equals(AppType, "MultiTenant", StringComparison.OrdinalIgnoreCase))
        {
            yield return new ValidationResult($"{at}:AppType MultiTenant is refused: Microsoft has registered no new ones since 31 July 2025, and through it any tenant could speak to the bot. It must be {Choices}; for several tenants, list one app each under Teams:Tenants.");
        }
        else if (Type is null)
        {
            yield return new ValidationResult($"{at}:AppType is \"{AppType}\". It must be {Choices}.");
        }

        if (!Guid.TryParseExact(AppId, "D", out _))
        {
            yield return new ValidationResult($"{at}:AppId must be the app's id in Entra, such as 00000000-1111-2222-3333-444444444444.");
        }

        if (!Guid.TryParseExact(TenantId, "D", out _))
        {
            yield return new ValidationResult($"{at}:TenantId must be the tenant's id in Entra, such as 00000000-1111-2222-3333-444444444444, and not its name.");
        }

        if (IsSet(Team) && !Guid.TryParseExact(Team, "D", out _))
        {
            yield return new ValidationResult($"{at}:Team must be the team's group id in Entra, such as 00000000-1111-2222-3333-444444444444.");
        }

        if (Type is Options.AppType.SingleTenant && !IsSet(AppPassword))
        {
            yield return new ValidationResult($"{at}:AppPassword is missing: a SingleTenant app has a client secret.");
        }

        if (Type is Options.AppType.UserAssignedMSI && IsSet(AppPassword))
        {
            yield return new ValidationResult($"{at}:AppPassword is set, but a UserAssignedMSI app has none. Remove it, or set {at}:AppType to SingleTenant.");
        }
    }

    internal Registration ToRegistration() => new(AppId!, TenantId!, Type!.Value, AppPassword) { Organisation = IsSet(Organisation) ? Organisation : null, Team = IsSet(Team) ? Team : null };

    internal static bool IsSet(string? value) => !string.IsNullOrWhiteSpace(value);

    private const string Choices = "SingleTenant or UserAssignedMSI";

    private AppType? Type => Enum.GetValues<AppType>().Cast<AppType?>().FirstOrDefault(one => string.Equals(one.ToString(), AppType, StringComparison.OrdinalIgnoreCase));
}
