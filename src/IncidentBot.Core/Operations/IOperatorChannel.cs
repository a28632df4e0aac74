namespace IncidentBot.Core.Operations;

/// <summary>A way to the people who run the installation that needs no chat platform.</summary>
public interface IOperatorChannel
{
    /// <summary>Whether anybody is named to be told.</summary>
    bool On { get; }

    /// <summary>Throws <see cref="Effects.SendException"/> or <see cref="Effects.RetryAfterException"/>.</summary>
    Task TellAsync(OperatorNotice notice, CancellationToken cancel);
}

/// <summary>What only the operators can mend. It names no incident.</summary>
/// <param name="Id">The same for every send of one notice.</param>
public sealed record OperatorNotice(string Id, string Subject, string Text);
