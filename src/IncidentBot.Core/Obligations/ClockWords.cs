using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Obligations;

/// <summary>How clocks are called and listed.</summary>
public static class ClockWords
{
    /// <summary>As it is said beside a due date: GDPR Art. 33(1).</summary>
    public static string Title(Clock clock)
    {
        var name = Catalogue.Shipped.Find(clock.RowId)?.CiteAs ?? clock.RowId;
        return clock.Parameter.Length == 0 ? name : $"{name} ({clock.Parameter})";
    }

    /// <summary>To whom the notice goes.</summary>
    public static string Recipient(Clock clock) => Catalogue.Shipped.Find(clock.RowId)?.Recipient.Who ?? "";

    /// <summary>The state, and for a duty that may not apply that it must be asked.</summary>
    public static string State(Clock clock) => clock.Reach is ClockReach.Possible && !clock.Decided ? $"{clock.State.Words()}, may apply" : clock.State.Words();
}
