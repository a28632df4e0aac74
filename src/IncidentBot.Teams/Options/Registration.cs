namespace IncidentBot.Teams.Options;

/// <summary>An app registration that Teams knows this bot by. Its client secret is in nothing that is written.</summary>
public sealed class Registration(string appId, string tenantId, AppType type, string? secret)
{
    public string AppId { get; } = appId.ToLowerInvariant();

    /// <summary>Empty only where nobody shows a token.</summary>
    public string TenantId { get; } = tenantId.ToLowerInvariant();

    public AppType Type { get; } = type;

    /// <summary>Whose the tenant is: a client's slug; null for the provider's.</summary>
    public string? Organisation { get; init; }

    /// <summary>The group id of the team in which rooms are made; null where there is none.</summary>
    public string? Team { get; init; }

    /// <summary>The bot as conversations know it.</summary>
    public string BotId => $"28:{AppId}";

    /// <summary>Nobody shows it a token, and it shows nobody one: for trying things out on one machine.</summary>
    public bool IsAnonymous => AppId.Length == 0;

    /// <summary>The clients of a registration open forms as dialogs; the Agents Playground opens none.</summary>
    public bool OpensDialogs => !IsAnonymous;

    internal string? Secret { get; } = secret;

    internal static Registration Anonymous { get; } = new("", "", AppType.SingleTenant, null);

    public override string ToString() => IsAnonymous ? "without a registration" : $"app {AppId} of tenant {TenantId}";
}
