namespace IncidentBot.Slack.Rooms;

/// <summary>Calls of Slack that may run beside others, and what is kept of them afterwards, one after the other.</summary>
/// <param name="RunAsync">Calls Slack and nothing else.</param>
/// <param name="KeepAsync">Puts it on record, and answers what could not be done, in words.</param>
public sealed record Errand(Func<Task> RunAsync, Func<Task<string?>> KeepAsync);
