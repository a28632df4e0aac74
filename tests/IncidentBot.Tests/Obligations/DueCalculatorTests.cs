using IncidentBot.Core.Obligations;
using NodaTime;

namespace IncidentBot.Tests.Obligations;

public sealed class DueCalculatorTests
{
    private static readonly ClockPlace Berlin = ClockPlace.In("Europe/Berlin", "DE-HE")!;

    private readonly DueCalculator calculator = new(Catalogue.Shipped);

    [Fact]
    public void The_rule_is_said_in_a_sentence() => Assert.Equal(
        "72 hours after the controller became aware (GDPR Art. 33(1)), counted as elapsed hours, Europe/Berlin",
        Calculate("eu-gdpr-33-1-authority", Berlin, ("controller-became-aware", "2026-10-23T18:10:00+02:00")).Rule);

    [Fact]
    public void A_clock_that_waits_names_the_event_that_starts_it()
    {
        var result = Calculate("us-sec-8k-105", null);
        Assert.Equal(DueKind.NotStarted, result.Kind);
        Assert.Equal(["determined-material"], result.Missing);
        Assert.Null(result.Due);
        Assert.Contains("clock event determined-material", result.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void A_standard_without_a_number_has_no_countdown()
    {
        var result = Calculate("eu-gdpr-33-2-processor", Berlin, ("processor-became-aware", "2026-10-23"));
        Assert.Equal(DueKind.NoFixedPeriod, result.Kind);
        Assert.Null(result.Due);
        Assert.StartsWith("without undue delay", result.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void A_final_report_is_projected_until_the_notification_is_sent()
    {
        var projected = Calculate("eu-nis2-23-final", Berlin, ("became-aware-significant-incident", "2026-11-02T08:00:00+01:00"));
        Assert.Equal(DueKind.Projected, projected.Kind);
        Assert.Equal(["eu-nis2-23-notification.sent"], projected.Missing);
        var running = Calculate("eu-nis2-23-final", Berlin, ("became-aware-significant-incident", "2026-11-02T08:00:00+01:00"), ("eu-nis2-23-notification.sent", "2026-11-03T08:00:00+01:00"));
        Assert.Equal(DueKind.Running, running.Kind);
        Assert.Contains(running.Notes, note => note.Contains("fact incident_ongoing_at_due=yes|no", StringComparison.Ordinal));
    }

    [Fact]
    public void A_date_given_to_hours_counts_from_its_first_moment_and_says_so()
    {
        var result = Calculate("us-nydfs-500-17-c-24h", null, ("ransom-paid", "2026-11-25"));
        Assert.Equal(Instant.FromUtc(2026, 11, 26, 5, 0), result.Due);
        Assert.Contains(result.Notes, note => note.StartsWith("Only the date", StringComparison.Ordinal));
    }

    [Fact]
    public void A_day_whose_midnight_does_not_exist_begins_when_it_begins()
    {
        // Cairo: clocks go from 00:00 to 01:00 on Friday 24 April 2026.
        var result = Calculate("eu-gdpr-33-1-authority", ClockPlace.In("Africa/Cairo"), ("controller-became-aware", "2026-04-24"));
        Assert.Equal(Instant.FromUtc(2026, 4, 23, 22, 0), result.Start);
        var days = Calculate("us-hipaa-404-individuals", ClockPlace.In("Africa/Cairo"), ("discovered", "2026-02-22"));
        Assert.Equal(Instant.FromUtc(2026, 4, 23, 21, 59, 59), days.Due);
    }

    [Fact]
    public void A_year_without_holidays_is_said_beside_the_date()
    {
        var result = Calculate("us-sec-8k-105", null, ("determined-material", "2030-12-30"));
        Assert.Equal(new LocalDate(2031, 1, 3), result.Due!.Value.InZone(result.Zone).Date);
        Assert.Contains("The calendar us-sec-edgar has no holidays for 2031: only weekends are left out.", result.Notes);
    }

    [Fact]
    public void A_calendar_that_depends_on_the_place_is_asked_for_when_it_matters()
    {
        var place = ClockPlace.In("Europe/Berlin");
        Assert.Contains(Calculate("eu-nis2-23-final", place, ("eu-nis2-23-notification.sent", "2026-11-03")).Notes, note => note.Contains("(member-state) and nobody has named it", StringComparison.Ordinal));
        Assert.DoesNotContain(Calculate("us-ca-residents", null, ("discovered-or-notified", "2026-11-03")).Notes, note => note.Contains("calendar", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unnamed_zone_is_said_beside_the_date() =>
        Assert.Contains("Nobody has named the time zone of the entity: counted and shown in UTC.", Calculate("us-hipaa-404-individuals", null, ("discovered", "2026-11-03")).Notes);

    [Fact]
    public void An_event_from_before_the_law_is_said_beside_the_date() =>
        Assert.Contains("Cal. Civ. Code 1798.82(a) is law in this form since 2026-01-01, after the event.", Calculate("us-ca-residents", null, ("discovered-or-notified", "2025-12-20")).Notes);

    [Fact]
    public void An_added_closure_moves_business_days_only_in_its_own_calendar()
    {
        var closed = new DueCalculator(Catalogue.Shipped.WithClosures("us-sec-edgar", [new LocalDate(2026, 12, 24)]));
        var log = Log(("determined-material", "2026-12-22"));
        Assert.Equal(new LocalDate(2026, 12, 30), Day(closed.Calculate(Row("us-sec-8k-105"), log, FactSet.Empty)));
        Assert.Equal(new LocalDate(2026, 12, 29), Day(calculator.Calculate(Row("us-sec-8k-105"), log, FactSet.Empty)));
    }

    [Fact]
    public void A_parameterised_event_counts_for_its_own_clock()
    {
        var log = Log(("us-ca-residents.sent[LA]", "2026-03-01"), ("us-ca-residents.sent", "2026-03-10"));
        Assert.Equal(new LocalDate(2026, 3, 16), Day(calculator.Calculate(Row("us-ca-ag"), log, FactSet.Empty, null, "LA")));
        Assert.Equal(new LocalDate(2026, 3, 25), Day(calculator.Calculate(Row("us-ca-ag"), log, FactSet.Empty)));
    }

    [Fact]
    public void The_result_names_the_version_of_the_row()
    {
        var result = Calculate("us-ca-ag", null);
        Assert.Equal(Row("us-ca-ag").Version, result.RowVersion);
        Assert.Contains("1798.82(f)", result.Source, StringComparison.Ordinal);
    }

    private static LocalDate Day(DueResult result) => result.Due!.Value.InZone(result.Zone).Date;

    private static ObligationRow Row(string id) => Catalogue.Shipped.Find(id)!;

    private static EventLog Log(params (string Name, string Moment)[] events) =>
        new(events.Select(claim => new RecordedEvent(claim.Name, EventMoment.Parse(claim.Moment)!, Instant.MinValue, "test")));

    private DueResult Calculate(string row, ClockPlace? place, params (string Name, string Moment)[] events) => calculator.Calculate(Row(row), Log(events), FactSet.Empty, place);
}
