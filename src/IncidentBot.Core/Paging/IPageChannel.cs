namespace IncidentBot.Core.Paging;

/// <summary>A way to reach a contact: the web inbox, later SMS, voice, mail, PagerDuty and a webhook. A send may come twice for the same attempt and must then reach the person once, or be marked as a repeat.</summary>
public interface IPageChannel
{
    /// <summary>The method as the plan names it.</summary>
    string Method { get; }

    /// <summary>Sends, and answers what the provider said. Throws when it could not be sent.</summary>
    Task<string> SendAsync(PageCall call, CancellationToken cancel);
}

/// <summary>What is sent: never an incident's detail beyond code name, severity and what to do.</summary>
public sealed record PageCall(Page Page, PageAttempt Attempt, Incidents.Incident Incident);
