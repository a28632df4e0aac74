namespace IncidentBot.Slack.Sockets;

/// <summary>No socket came about, or one ended. The words name no address: it holds the ticket.</summary>
internal sealed class SocketFault(string words, bool lasting = false) : Exception(words)
{
    /// <summary>Somebody has to change something at Slack or in the settings first.</summary>
    public bool Lasting => lasting;
}
