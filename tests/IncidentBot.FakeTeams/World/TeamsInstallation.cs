namespace IncidentBot.TeamsFake.World;

/// <summary>An app that somebody added to a team, a chat or their own Teams.</summary>
public sealed class TeamsInstallation(string id, TeamsApp app)
{
    public string Id => id;

    public TeamsApp App => app;

    /// <summary>Resource-specific permissions that were consented to when it was added.</summary>
    public HashSet<string> Consents { get; } = [.. app.ResourceSpecific];
}
