using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IncidentBot.Core.Telemetry;

/// <summary>What an operator watches: spans of verbs and effects, and the numbers that turn red. No words of an incident are in any of it; docs/operations.md says what each is and what to do.</summary>
public sealed class Vitals : IDisposable
{
    /// <summary>The name of the traces and of the meter.</summary>
    public const string Name = "IncidentBot";

    private static readonly ActivitySource Source = new(Name);

    private readonly Meter meter;
    private readonly Histogram<double> answers;
    private readonly Histogram<double> delays;
    private readonly Counter<long> failures;

    public Vitals(IMeterFactory meters)
    {
        meter = meters.Create(Name);
        answers = meter.CreateHistogram<double>("incidentbot.verb.duration", "s", "From a verb's arrival to its answer.");
        delays = meter.CreateHistogram<double>("incidentbot.effect.delay", "s", "From the instant an effect was due to the instant it was begun.");
        failures = meter.CreateCounter<long>("incidentbot.effect.failures", "{failure}", "Tries of effects that failed; their lanes wait.");
        meter.CreateObservableGauge("incidentbot.lanes.parked", () => Standing.LanesParked, "{lane}", "Lanes that wait after a failure.");
        meter.CreateObservableGauge("incidentbot.effects.pending", () => Standing.EffectsDue, "{effect}", "Effects that are due and not done.");
        meter.CreateObservableGauge("incidentbot.pages.unanswered", () => Standing.PagesUnanswered, "{page}", "Pages that nobody has acknowledged yet, or that ran through every round.");
        meter.CreateObservableGauge("incidentbot.reminders.late", () => Standing.RemindersLate, "{reminder}", "Legal reminders that should have been sent more than a minute ago.");
    }

    /// <summary>What was last counted in the database.</summary>
    public Counts Standing { get; set; } = new(0, 0, 0, 0);

    public static Activity? Begin(string what, string of) => Source.StartActivity($"{what} {of}")?.SetTag("incidentbot.kind", of);

    public void Answered(string verb, string outcome, TimeSpan took) => answers.Record(took.TotalSeconds, new("verb", verb), new("outcome", outcome));

    public void Began(string kind, TimeSpan late) => delays.Record(Math.Max(0, late.TotalSeconds), new KeyValuePair<string, object?>("kind", kind));

    public void Failed(string kind) => failures.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Dispose() => meter.Dispose();
}

/// <summary>What waits and should not.</summary>
public sealed record Counts(int LanesParked, int EffectsDue, int PagesUnanswered, int RemindersLate);
