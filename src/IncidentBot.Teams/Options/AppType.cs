namespace IncidentBot.Teams.Options;

/// <summary>How an app shows Microsoft who it is.</summary>
public enum AppType
{
    /// <summary>By a client secret, in one tenant.</summary>
    SingleTenant,

    /// <summary>By the identity of the machine in Azure, which keeps no secret.</summary>
    UserAssignedMSI,
}
