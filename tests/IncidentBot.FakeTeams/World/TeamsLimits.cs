namespace IncidentBot.TeamsFake.World;

/// <summary>How much this Teams takes. Vendors change their limits, and tests make them small.</summary>
public sealed class TeamsLimits
{
    /// <summary>Bytes of a whole activity, in UTF-16.</summary>
    public int LargestMessage { get; set; } = 100 * 1024;

    /// <summary>Of a team, with those that were deleted in the last thirty days.</summary>
    public int MostChannels { get; set; } = 1000;

    public int MostPrivateChannels { get; set; } = 30;

    /// <summary>Whether the tenant has the preview by which apps are let into private channels.</summary>
    public bool LetsAppsIntoPrivateChannels { get; set; }

    public int LongestChannelName { get; set; } = 50;

    public int LongestTopic { get; set; } = 250;

    /// <summary>No page of members, users or channels is larger than this, whatever was asked for.</summary>
    public int LargestPage { get; set; } = 500;

    /// <summary>How often somebody asks after an operation before it is done.</summary>
    public int OperationPolls { get; set; } = 2;

    /// <summary>An operation that nobody asks after is done by then.</summary>
    public TimeSpan OperationTime { get; set; } = TimeSpan.FromMinutes(1);
}
