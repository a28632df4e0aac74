using CsCheck;
using IncidentBot.Core.Obligations;
using NodaTime;

namespace IncidentBot.Tests.Obligations;

public sealed class DuePropertyTests
{
    private static readonly DueCalculator Calculator = new(Catalogue.Shipped);

    private static readonly Gen<DateTimeZone> Zones = Gen.OneOf(
        [.. new[] { "Europe/Berlin", "America/New_York", "America/Santiago", "Africa/Cairo", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC" }.Select(id => DateTimeZoneProviders.Tzdb[id])]);

    private static readonly Gen<Instant> Instants = Gen.Long[Instant.FromUtc(2025, 1, 1, 0, 0).ToUnixTimeSeconds(), Instant.FromUtc(2029, 12, 1, 0, 0).ToUnixTimeSeconds()].Select(Instant.FromUnixTimeSeconds);

    private static readonly Gen<LocalDate> Dates = Gen.Int[0, 1800].Select(days => new LocalDate(2025, 1, 1).PlusDays(days));

    private static readonly Gen<EventMoment> Moments = Gen.OneOf(Instants.Select(at => EventMoment.At(at)), Dates.Select(date => EventMoment.On(date)));

    private static readonly Gen<RecordedEvent> Claims = Gen.Select(
        Gen.OneOf("became-aware-significant-incident", "eu-nis2-23-notification.sent", "eu-nis2-23-notification.latest-sent", "incident-handled"),
        Moments, Instants, Gen.OneOf("ann", "bob"), Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))),
        (name, moment, recorded, who, counsel) => new RecordedEvent(name, moment, recorded, who, null, counsel));

    [Fact]
    public void The_order_in_which_events_are_recorded_changes_nothing() =>
        Gen.Select(Claims.Array[0, 8], Zones, Gen.Int).Sample((claims, zone, seed) =>
        {
            var shuffled = claims.ToArray();
            new Random(seed).Shuffle(shuffled);
            foreach (var row in Catalogue.Shipped.Rows.Where(row => row.Regime == "EU-NIS2"))
            {
                var (one, other) = (Of(row, new EventLog(claims), zone), Of(row, new EventLog(shuffled), zone));
                Assert.Equivalent(one, other);
            }
        }, iter: 300);

    [Fact]
    public void Hours_are_always_elapsed_hours() =>
        Gen.Select(Instants, Zones).Sample((at, zone) =>
        {
            var result = Of(Row("eu-gdpr-33-1-authority"), Log("controller-became-aware", EventMoment.At(at)), zone);
            Assert.Equal(Duration.FromHours(72), result.Due - at);
            Assert.Equal(result.Due, result.Unrolled);
            Assert.InRange((result.LegalLatest - result.Due)!.Value.TotalSeconds, 1, 3600);
        });

    [Fact]
    public void Calendar_days_agree_with_counting_on_the_fingers() =>
        Gen.Select(Dates, Zones).Sample((date, zone) =>
        {
            var last = date;
            for (var day = 0; day < 60; day++)
            {
                last = last.PlusDays(1);
            }

            var due = Of(Row("us-hipaa-404-individuals"), Log("discovered", EventMoment.On(date)), zone).Due!.Value;
            Assert.Equal(last, due.InZone(zone).Date);
            Assert.Equal(last.PlusDays(1), (due + Duration.FromSeconds(1)).InZone(zone).Date);
        });

    [Fact]
    public void Business_days_agree_with_counting_on_the_fingers() =>
        Dates.Sample(date =>
        {
            var calendar = Catalogue.Shipped.Calendars["us-sec-edgar"];
            var (day, left) = (date, 4);
            while (left > 0)
            {
                day = day.PlusDays(1);
                left -= day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday || calendar.Holidays.Contains(day) ? 0 : 1;
            }

            var due = Of(Row("us-sec-8k-105"), Log("determined-material", EventMoment.On(date)), DateTimeZone.Utc).Due!.Value;
            Assert.Equal(day + new LocalTime(17, 30), due.InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).LocalDateTime);
        });

    [Fact]
    public void A_later_event_never_makes_an_earlier_date() =>
        Gen.Select(Instants, Gen.Int[0, 5_000_000], Zones).Sample((at, seconds, zone) =>
        {
            foreach (var row in Catalogue.Shipped.Rows.Where(row => row.Due is After { Amount: not null }))
            {
                var name = ((After)row.Due).Event;
                var earlier = Of(row, Log(name, EventMoment.At(at)), zone);
                var later = Of(row, Log(name, EventMoment.At(at + Duration.FromSeconds(seconds))), zone);
                Assert.True(earlier.Due <= later.Due);
                Assert.True(earlier.Due > at);
                Assert.True(earlier.LegalLatest is null || earlier.LegalLatest >= earlier.Due);
            }
        }, iter: 200);

    [Fact]
    public void No_fact_takes_a_date_away() =>
        Gen.Select(Claims.Array[1, 6], Gen.Bool, Gen.OneOf(true, false), Zones).Sample((claims, declared, said, zone) =>
        {
            foreach (var row in Catalogue.Shipped.Rows.Where(row => row.Regime == "EU-NIS2"))
            {
                var before = declared ? FactSet.Empty.With("incident_ongoing_at_due", !said) : FactSet.Empty;
                var (one, other) = (Dated(before), Dated(before.With("incident_ongoing_at_due", said)));
                Assert.True(one.Due is null || other.Due is not null, $"{row.Id}: {one.Due} and then none ({other.Rule})");

                DueResult Dated(FactSet facts) => Calculator.Calculate(row, new EventLog(claims), facts, new ClockPlace(zone));
            }
        }, iter: 500);

    private static ObligationRow Row(string id) => Catalogue.Shipped.Find(id)!;

    private static EventLog Log(string name, EventMoment moment) => new([new RecordedEvent(name, moment, Instant.MinValue, "test")]);

    private static DueResult Of(ObligationRow row, EventLog log, DateTimeZone zone) => Calculator.Calculate(row, log, FactSet.Empty, new ClockPlace(zone));
}
