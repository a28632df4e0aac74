using IncidentBot.Core.Chat;
using NodaTime;

namespace IncidentBot.Core.Plans;

/// <summary>One version of a client's plan beside the newest.</summary>
public sealed record PlanEdition(PlanVersion Version, Plan Plan, PlanVersion Latest)
{
    /// <summary>An incident was opened with it and keeps it.</summary>
    public bool OfIncident { get; init; }

    public bool Outdated => Version.Number < Latest.Number;

    /// <summary>Which version it is and whether there is a newer one, with dates in the client's zone.</summary>
    public Prose Words => Outdated
        ? $"{(OfIncident ? "opened with " : "")}version {Version.Number}; version {Latest.Number} of {DateOf(Latest)} is newer"
        : (Prose)$"{(OfIncident ? "opened with " : "")}version {Version.Number} of {DateOf(Version)}";

    private string DateOf(PlanVersion version) => $"{Instant.FromDateTimeOffset(version.LoadedAt).InZone(DateTimeZoneProviders.Tzdb[Plan.Zone]).Date:uuuu-MM-dd}";
}
