using System.ComponentModel.DataAnnotations;

namespace IncidentBot.Teams.Options;

/// <summary>The settings under <c>Teams</c>: one app registration here, or several under <see cref="Tenants"/>, or both. Without any key Teams is off.</summary>
public sealed class TeamsOptions : RegistrationOptions, IValidatableObject
{
    public const string Section = "Teams";

    /// <summary>An app registration for each tenant that has its own. The token of what comes in says which is meant.</summary>
    /// <value>None.</value>
    public IList<RegistrationOptions> Tenants { get; set; } = [];

    /// <summary>Tenants whose people may speak to the bot beside those of the registrations themselves.</summary>
    /// <value>None.</value>
    public IList<string> AllowedTenants { get; set; } = [];

    /// <summary>Takes what comes without a token. Only in Development, and only while everything that listens is this machine alone: for the Agents Playground.</summary>
    /// <value>false</value>
    public bool AllowUnauthenticated { get; set; }

    /// <summary>Where the keys are published that sign what Teams sends. Another one is for sovereign clouds and for tests.</summary>
    /// <value>https://login.botframework.com/v1/.well-known/openidconfiguration</value>
    public Uri OpenIdMetadataUrl { get; set; } = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    /// <summary>Where tokens are asked for.</summary>
    /// <value>https://login.microsoftonline.com/</value>
    public Uri LoginUrl { get; set; } = new("https://login.microsoftonline.com/");

    /// <summary>Where Microsoft Graph is.</summary>
    /// <value>https://graph.microsoft.com/v1.0</value>
    public Uri GraphBaseUrl { get; set; } = new("https://graph.microsoft.com/v1.0");

    /// <summary>Where conversations are, until Teams has said so itself.</summary>
    /// <value>https://smba.trafficmanager.net/teams/</value>
    public Uri ServiceUrl { get; set; } = new("https://smba.trafficmanager.net/teams/");

    /// <summary>The channel of the team in which every incident has its line, if somebody makes it.</summary>
    /// <value>incidents-digest</value>
    public string DigestChannel { get; set; } = "incidents-digest";

    /// <summary>Any key is there.</summary>
    public bool IsOn => HasKey || Tenants.Any(one => one.HasKey) || AllowUnauthenticated;

    /// <summary>Who signs what comes in, and whom tokens for the connector are for: the public cloud, or the one of the US government.</summary>
    internal string BotAuthority => OpenIdMetadataUrl.Host.EndsWith(".us", StringComparison.OrdinalIgnoreCase) ? "https://api.botframework.us" : "https://api.botframework.com";

    internal string ConnectorScope => $"{BotAuthority}/.default";

    /// <summary>A Graph on this machine is a stand-in for the public one.</summary>
    internal string GraphScope => GraphBaseUrl.IsLoopback ? "https://graph.microsoft.com/.default" : $"{GraphBaseUrl.GetLeftPart(UriPartial.Authority)}/.default";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var wrong in HasKey ? Examine(Section) : [])
        {
            yield return wrong;
        }

        for (var at = 0; at < Tenants.Count; at++)
        {
            foreach (var wrong in Tenants[at].Examine($"{Section}:Tenants:{at}"))
            {
                yield return wrong;
            }
        }

        if (!HasKey && Tenants.Count == 0 && (IsSet(Organisation) || IsSet(Team) || AllowedTenants.Count > 0))
        {
            yield return new ValidationResult("Teams:Organisation, Teams:Team or Teams:AllowedTenants is set, but no app. Set Teams:AppType, Teams:AppId, Teams:TenantId and Teams:AppPassword.");
        }

        if (Tenants.Append(this).Where(one => IsSet(one.AppId)).GroupBy(one => one.AppId, StringComparer.OrdinalIgnoreCase).FirstOrDefault(one => one.Count() > 1) is { Key: var twice })
        {
            yield return new ValidationResult($"Teams: the app {twice} is listed twice. One registration serves one tenant.");
        }

        if (AllowedTenants.FirstOrDefault(one => !Guid.TryParseExact(one, "D", out _)) is { } nameless)
        {
            yield return new ValidationResult($"Teams:AllowedTenants holds \"{nameless}\", which is no tenant's id in Entra.");
        }

        foreach (var (name, address) in new[] { (nameof(OpenIdMetadataUrl), OpenIdMetadataUrl), (nameof(LoginUrl), LoginUrl), (nameof(GraphBaseUrl), GraphBaseUrl), (nameof(ServiceUrl), ServiceUrl) })
        {
            if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) || address.Query.Length > 0 || address.UserInfo.Length > 0)
            {
                yield return new ValidationResult($"Teams:{name} must be an https address (http only to this machine).");
            }
        }
    }

    /// <summary>All of them, the one at the top first.</summary>
    internal IReadOnlyList<Registration> Registrations() => [.. (HasKey ? Tenants.Prepend(this) : Tenants).Select(one => one.ToRegistration())];
}
