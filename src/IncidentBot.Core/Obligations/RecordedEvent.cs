using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>One claim that something happened. Claims are only added; a correction is another claim.</summary>
/// <param name="Name">A trigger of the catalogue or a chained event, perhaps with a parameter: <c>row.sent[IA]</c>.</param>
/// <param name="Moment">When it happened.</param>
/// <param name="RecordedAt">When it was recorded; the latest override wins.</param>
/// <param name="Recorder">Who says so.</param>
/// <param name="Reason">Why this moment.</param>
/// <param name="CounselOverride">Counsel sets the moment, whatever others claim.</param>
public sealed record RecordedEvent(string Name, EventMoment Moment, Instant RecordedAt, string Recorder, string? Reason = null, bool CounselOverride = false);
