namespace IncidentBot.Teams.Requests;

/// <summary>Takes whatever Teams sends.</summary>
public interface ITeamsInbox
{
    /// <param name="activity">Its sender is known to be Teams.</param>
    /// <param name="cancel">Set when the server stops: what is begun is finished.</param>
    /// <returns>What whoever presses sees; <see cref="TeamsAnswer.Empty"/> for anything else. What takes longer than Teams waits is finished all the same, and its answer is lost: show it in the conversation.</returns>
    Task<TeamsAnswer> ReceiveAsync(TeamsActivity activity, CancellationToken cancel);
}
