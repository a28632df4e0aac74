using Microsoft.Extensions.Options;

namespace IncidentBot.Teams.Options;

/// <summary>The app registrations that are set up here.</summary>
public sealed class Registrations
{
    private readonly Dictionary<string, Registration> byApp;
    private readonly HashSet<string> allowed;

    public Registrations(IOptions<TeamsOptions> options)
    {
        var registered = options.Value.IsOn ? options.Value.Registrations() : [];
        All = registered is [] && options.Value.AllowUnauthenticated ? [Registration.Anonymous] : registered;
        byApp = All.ToDictionary(one => one.AppId, StringComparer.OrdinalIgnoreCase);
        allowed = new(options.Value.AllowedTenants, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<Registration> All { get; }

    public Registration? Of(string? appId) => appId is not null && byApp.TryGetValue(appId, out var known) ? known : null;

    /// <param name="botId">As conversations know the bot: 28: and the app's id.</param>
    public Registration? OfBot(string? botId) => botId is not null && botId.StartsWith("28:", StringComparison.Ordinal) ? Of(botId[3..]) : null;

    /// <summary>Whether people of a tenant may speak to a registration. A token proves the app that is meant, and not where who speaks is from.</summary>
    public bool Lets(Registration registration, string? tenantId) =>
        registration.IsAnonymous || (tenantId is { Length: > 0 } && (string.Equals(registration.TenantId, tenantId, StringComparison.OrdinalIgnoreCase) || allowed.Contains(tenantId)));
}
