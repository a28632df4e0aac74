using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>
/// All claims about an incident's events. The earliest claim wins unless counsel overrides; of several overrides, the one recorded last.
/// The order in which they were added never matters.
/// </summary>
public sealed class EventLog
{
    private const string Sent = ".sent";
    private const string LatestSent = ".latest-sent";

    private readonly ILookup<string, RecordedEvent> claims;

    public EventLog(IEnumerable<RecordedEvent> events) => claims = events.ToLookup(claim => claim.Name, StringComparer.Ordinal);

    public static EventLog Empty { get; } = new([]);

    public IEnumerable<string> Names => claims.Select(group => group.Key).Order(StringComparer.Ordinal);

    public bool Has(string name) => claims.Contains(name);

    /// <summary>The claim that counts. A date without a zone is read in <paramref name="zone"/>. <c>row.latest-sent</c> is the last of all submissions of the row.</summary>
    public RecordedEvent? Find(string name, DateTimeZone zone)
    {
        var stem = Stem(name, LatestSent, out var parameter);
        if (stem is null)
        {
            return Override(claims[name], zone) ?? Ordered(claims[name], zone).FirstOrDefault();
        }

        var submissions = claims[stem + Sent + parameter];
        return Override(claims[name], zone) ?? Ordered(claims[name].Concat(Override(submissions, zone) is { } set ? [set] : submissions), zone).LastOrDefault();
    }

    private static RecordedEvent? Override(IEnumerable<RecordedEvent> about, DateTimeZone zone) =>
        Ordered(about.Where(claim => claim.CounselOverride), zone).OrderBy(claim => claim.RecordedAt).LastOrDefault();

    /// <summary>Ties are broken by what is in the claims, so that the order of adding cannot.</summary>
    private static IOrderedEnumerable<RecordedEvent> Ordered(IEnumerable<RecordedEvent> about, DateTimeZone zone) =>
        about.OrderBy(claim => claim.Moment.Earliest(zone))
            .ThenBy(claim => claim.Moment.Instant is null)
            .ThenBy(claim => claim.RecordedAt)
            .ThenBy(claim => claim.Recorder, StringComparer.Ordinal)
            .ThenBy(claim => claim.Reason, StringComparer.Ordinal)
            .ThenBy(claim => claim.Moment.Zone?.Id, StringComparer.Ordinal);

    private static string? Stem(string name, string suffix, out string parameter)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        parameter = bracket < 0 ? "" : name[bracket..];
        var plain = bracket < 0 ? name : name[..bracket];
        return plain.EndsWith(suffix, StringComparison.Ordinal) ? plain[..^suffix.Length] : null;
    }
}
