namespace IncidentBot.Teams.Graph;

/// <summary>Who may see a channel.</summary>
public enum ChannelKind
{
    /// <summary>The whole team; bots of the team are in it at once.</summary>
    Standard,

    Private,

    Shared,
}

/// <summary>A channel of a team.</summary>
public sealed record GraphChannel(string Id, string Name, string? Description, ChannelKind Kind, string? WebUrl, bool IsArchived);

/// <summary>A channel that is to be made.</summary>
/// <param name="Name">By the rules of <see cref="ChannelNames"/>.</param>
/// <param name="Mark">By which it is found again; it is put at the end of the description.</param>
/// <param name="OwnerId">Somebody's id in Entra. A private or shared channel needs one.</param>
public sealed record NewChannel(string Name, string Description, string Mark, ChannelKind Kind = ChannelKind.Standard, string? OwnerId = null)
{
    private const int LongestDescription = 1024;

    internal string MarkedDescription => $"{(Description.Length > LongestDescription - Mark.Length - 1 ? Description[..(LongestDescription - Mark.Length - 1)] : Description)} {Mark}".Trim();
}

/// <summary>How many channels a team has. Those deleted in the last thirty days count too, and nobody can see them.</summary>
public sealed record ChannelCount(int All, int Private, int Shared)
{
    public const int Most = 1000;

    /// <summary>Time to set up another team.</summary>
    public bool IsNearlyFull => All >= Most * 8 / 10;

    /// <summary>What to say about it; null while there is room.</summary>
    public string? Warning => IsNearlyFull ? $"The team has {All} of the {Most} channels that Teams allows, and archived and lately deleted ones count. Make rooms in another team: set Teams:Team to its group id." : null;
}

/// <summary>A chat of several.</summary>
public sealed record GraphChat(string Id, string? Topic, string? WebUrl);

/// <summary>Somebody in a team, a channel or a chat.</summary>
/// <param name="UserId">In Entra; null for a bot or somebody anonymous.</param>
public sealed record GraphMember(string? UserId, string? Name, string? Mail, bool IsOwner);

/// <summary>Somebody in Entra.</summary>
public sealed record GraphUser(string Id, string? Name, string? Mail, string? PrincipalName, bool IsGuest);
