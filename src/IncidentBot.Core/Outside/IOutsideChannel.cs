namespace IncidentBot.Core.Outside;

/// <summary>A way to reach somebody who is not looking at the bot: mail, a text, a call, PagerDuty, a webhook. None of them can be asked whether an earlier message arrived.</summary>
public interface IOutsideChannel
{
    /// <summary>The method as the plan names it.</summary>
    string Method { get; }

    /// <summary>Sends, and answers what the other side said. Throws <see cref="Effects.SendException"/> or <see cref="Effects.RetryAfterException"/>.</summary>
    Task<string> SendAsync(OutsideMessage message, CancellationToken cancel);
}
