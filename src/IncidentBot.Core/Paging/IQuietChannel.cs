namespace IncidentBot.Core.Paging;

/// <summary>A way to page that goes on ringing until it is told to stop, such as PagerDuty.</summary>
public interface IQuietChannel
{
    /// <summary>The method as the plan names it.</summary>
    string Method { get; }

    /// <summary>Says that it is over. To say it twice, or of what never rang, does nothing.</summary>
    /// <param name="page">What the page was called when it was sent.</param>
    /// <param name="address">As the plan has it.</param>
    /// <param name="cancel">Set when the server stops.</param>
    Task QuietAsync(string page, string address, CancellationToken cancel);
}
