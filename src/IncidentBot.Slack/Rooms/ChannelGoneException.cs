namespace IncidentBot.Slack.Rooms;

/// <summary>The channel that a call was about is archived or deleted. What follows is for the caller to decide.</summary>
/// <param name="how">"archived" or "deleted".</param>
public sealed class ChannelGoneException(string how) : Exception($"the channel was {how}")
{
    public string How { get; } = how;
}
