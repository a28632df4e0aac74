using IncidentBot.Core.Incidents;
using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>How clocks are called and listed.</summary>
public static class ClockWords
{
    /// <summary>By the law alone, for a sentence: GDPR Art. 33(1).</summary>
    public static string Cite(Clock clock)
    {
        var name = Catalogue.Shipped.Find(clock.RowId)?.CiteAs ?? clock.RowId;
        return clock.Parameter.Length == 0 ? name : $"{name} ({clock.Parameter})";
    }

    /// <summary>What must be done and to whom, for whoever knows no article: GDPR Art. 33(1): notify the supervisory authority.</summary>
    public static string Title(Clock clock) => Catalogue.Shipped.Find(clock.RowId) is { } row ? $"{Cite(clock)}: {row.Duty}" : Cite(clock);

    /// <summary>The state before the date that is counted down to: due, past due, or the state.</summary>
    public static string Waits(Clock clock) => clock.State switch
    {
        ClockState.Running => "due",
        ClockState.Missed => "past due",
        var state => $"{state.Words()}, due",
    };

    /// <summary>To whom the notice goes.</summary>
    public static string Recipient(Clock clock) => Catalogue.Shipped.Find(clock.RowId)?.Recipient.Who ?? "";

    /// <summary>How it stands, to be said after "it was": due 2026-11-27 04:00:00 Europe/Berlin.</summary>
    public static string Stands(Clock clock) => (clock.State, clock.DueAt) switch
    {
        (ClockState.Running, { } due) => $"due {Local(clock, due)}",
        (ClockState.Missed, { } due) => $"due {Local(clock, due)} and past",
        (ClockState.Running, null) => "running without a fixed period",
        (var state, { } due) => $"{state.Words()}, due {Local(clock, due)}",
        (var state, null) => state.Words(),
    };

    private static string Local(Clock clock, DateTimeOffset at) => ClockBook.Local(at, DateTimeZoneProviders.Tzdb.GetZoneOrNull(clock.Zone) ?? DateTimeZone.Utc);

    /// <summary>The state, and for a duty that may not apply that it must be asked.</summary>
    public static string State(Clock clock) => clock.Reach is ClockReach.Possible && !clock.Decided ? $"{clock.State.Words()}, may apply" : clock.State.Words();
}
