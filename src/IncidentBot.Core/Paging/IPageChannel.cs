namespace IncidentBot.Core.Paging;

/// <summary>A way to page a contact that can look whether an earlier send arrived: the web inbox. A send may come twice for the same attempt and must then reach the person once. What cannot look is an <see cref="Outside.IOutsideChannel"/>.</summary>
public interface IPageChannel
{
    /// <summary>The method as the plan names it.</summary>
    string Method { get; }

    /// <summary>Sends, and answers what the provider said. Throws when it could not be sent.</summary>
    Task<string> SendAsync(PageCall call, CancellationToken cancel);
}

/// <summary>What is sent: never an incident's detail beyond code name, severity and what to do.</summary>
public sealed record PageCall(Page Page, PageAttempt Attempt, Incidents.Incident Incident);
