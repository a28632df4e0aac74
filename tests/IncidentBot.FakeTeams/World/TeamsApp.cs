namespace IncidentBot.TeamsFake.World;

/// <summary>An app with its bot, registered in one tenant: what a session at the vendor's portal would have set up.</summary>
/// <param name="id">The client id, which is the bot's id too.</param>
public sealed class TeamsApp(string id, TeamsTenant tenant)
{
    public string Id { get; } = id;

    public TeamsTenant Tenant => tenant;

    public string Secret { get; set; } = "test-secret";

    public string Name { get; set; } = "IncidentBot";

    /// <summary>How activities call the bot.</summary>
    public string BotId => $"28:{Id}";

    /// <summary>The id in the app's manifest, which need not be the one of its registration; the package that we make has the same.</summary>
    public string ManifestId { get; init; } = id;

    /// <summary>The id in the tenant's catalogue of apps.</summary>
    public string CatalogId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Where the bot takes activities; nobody is told of anything while it is null.</summary>
    public Uri? MessagesUrl { get; set; }

    /// <summary>Application permissions that an administrator has consented to; tokens carry them.</summary>
    public HashSet<string> Roles { get; } = [.. Graph.Permissions.All];

    /// <summary>Permissions that a team's owner consents to with the installation.</summary>
    public HashSet<string> ResourceSpecific { get; } = [];

    /// <summary>Where the manifest lets it be installed.</summary>
    public HashSet<string> Scopes { get; } = ["personal", "team", "groupChat"];

    /// <summary>The manifest says supportsTargetedMessages.</summary>
    public bool TargetedMessages { get; set; } = true;

    /// <summary>The manifest says supportsChannelFeatures: tier1, without which it cannot be added to private and shared channels.</summary>
    public bool ChannelFeatures { get; set; } = true;

    public TimeSpan TokenLife { get; set; } = TimeSpan.FromMinutes(60);
}
