using IncidentBot.Core.Obligations;
using NodaTime;

namespace IncidentBot.Tests.Obligations;

public sealed class EventLogTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 24, 12, 0);

    [Fact]
    public void The_earliest_claim_wins() => Assert.Equal(Noon, Find("discovered", Claim("discovered", 2), Claim("discovered", 0), Claim("discovered", 5)));

    [Fact]
    public void Counsel_overrides_the_earliest_claim_and_the_last_override_wins() => Assert.Equal(
        Noon + Duration.FromHours(7),
        Find("discovered", Claim("discovered", 0), Claim("discovered", 7, counselAt: 2), Claim("discovered", 3, counselAt: 1)));

    [Fact]
    public void The_latest_submission_is_the_last_of_all_that_were_sent() =>
        Assert.Equal(Noon + Duration.FromHours(9), Find("row.latest-sent", Claim("row.sent", 1), Claim("row.latest-sent", 9), Claim("row.latest-sent", 4)));

    [Fact]
    public void A_first_submission_is_also_the_latest_while_it_is_the_only_one() => Assert.Equal(Noon, Find("row.latest-sent[IA]", Claim("row.sent[IA]", 0), Claim("row.sent", 5)));

    [Fact]
    public void What_nobody_claimed_is_not_there() => Assert.Null(Find("discovered", Claim("discovered[IA]", 0)));

    private static Instant? Find(string name, params RecordedEvent[] claims) => new EventLog(claims).Find(name, DateTimeZone.Utc)?.Moment.Instant;

    private static RecordedEvent Claim(string name, int hours, int? counselAt = null) =>
        new(name, EventMoment.At(Noon + Duration.FromHours(hours)), Noon + Duration.FromDays(counselAt ?? 0), "ann", null, counselAt is not null);
}
