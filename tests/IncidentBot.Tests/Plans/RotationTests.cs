using IncidentBot.Core.Incidents;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Plans;
using IncidentBot.Tests.Paging;

namespace IncidentBot.Tests.Plans;

public sealed class RotationTests
{
    private const string Role = """
          incident-manager:
            contact: sam
            deputies: [fay]
            on_call:
              order: [ada, ben, cho]
              from: 2026-01-05T09:00
              every: 1w
              zone: Europe/Berlin
              overrides:
                - {contact: fay, from: 2026-12-24T00:00, until: 2026-12-27T00:00}
        """;

    [Theory]
    [InlineData("2026-01-05T08:59+01:00", "sam")] // before the first hand-over
    [InlineData("2026-01-05T09:00+01:00", "ada")]
    [InlineData("2026-01-12T08:59+01:00", "ada")]
    [InlineData("2026-01-12T09:00+01:00", "ben")]
    [InlineData("2026-01-26T09:00+01:00", "ada")]
    [InlineData("2026-03-30T08:59+02:00", "cho")] // the clocks went forward the night before: still nine by the wall
    [InlineData("2026-03-30T09:00+02:00", "ada")]
    [InlineData("2026-10-26T08:59+01:00", "cho")]
    [InlineData("2026-10-26T09:00+01:00", "ada")]
    [InlineData("2026-12-24T00:00+01:00", "fay")]
    [InlineData("2026-12-26T23:59+01:00", "fay")]
    [InlineData("2026-12-27T00:00+01:00", "cho")]
    public void Turns_change_at_the_same_hour_of_the_wall_clock(string at, string onCall) =>
        Assert.Equal(onCall, Plan().FindRole("incident-manager")!.First(DateTimeOffset.Parse(at, null)));

    [Fact]
    public void A_page_of_the_role_goes_to_whoever_is_on_call_then_to_its_contact_and_deputies()
    {
        var at = DateTimeOffset.Parse("2026-01-12T12:00+01:00", null);
        Assert.Equal(["ben", "sam", "fay"], PageLadders.For(Plan(), "incident-manager", at)!.SelectMany(level => level.Contacts));
        Assert.Equal(["ben"], PageLadders.OnDeclare(Plan(), (Severity)3, at)[0].Contacts);
    }

    [Theory]
    [InlineData("2026-01-12T12:00+01:00", "2026-01-19T09:00+01:00")]
    [InlineData("2026-03-28T12:00+01:00", "2026-03-30T09:00+02:00")]
    [InlineData("2025-12-01T12:00+01:00", "2026-01-05T09:00+01:00")]
    public void The_next_hand_over_is_known(string at, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, null), Plan().FindRole("incident-manager")!.OnCall!.NextHandOver(DateTimeOffset.Parse(at, null)));

    [Theory]
    [InlineData("from: 2026-01-05T09:00", "from: monday", "'monday' is no date and time; write it by the wall clock of the zone, such as 2026-01-05T09:00.")]
    [InlineData("every: 1w", "every: 90m", "'90m' is no length of a turn; write 1d, 1w or 2w, whole days up to four weeks.")]
    [InlineData("order: [ada, ben, cho]", "order: [ada, bem]", "There is no contact 'bem'; did you mean 'ben'?")]
    [InlineData("until: 2026-12-27T00:00", "until: 2026-12-23T00:00", "This override ends at 2026-12-23T00:00, before it begins; 'until' must be later than 'from'.")]
    [InlineData("zone: Europe/Berlin\n      overrides", "zone: Berlin\n      overrides", "'Berlin' is no time zone; write an IANA name such as America/Chicago or Europe/Berlin.")]
    public void What_is_wrong_with_a_rotation_is_said(string good, string bad, string sentence)
    {
        var text = Text().Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(Text(), text);
        Assert.Contains(PlanFile.Parse("tailspin.yaml", text).Problems, problem => problem.Sentence == sentence);
    }

    [Theory]
    [InlineData("pagerduty: the-night-shift", "'the-night-shift' is no schedule of PagerDuty; write the ID with which its address ends, such as PI7DH85.")]
    [InlineData("pagerduty: PI7DH85\n      order: [ada]", "'order' says nothing beside 'pagerduty', which says whose turn it is; take one of them out.")]
    public void What_is_wrong_with_a_schedule_elsewhere_is_said(string words, string sentence)
    {
        var text = LadderScene.Plan.Replace("  incident-manager: {contact: sam}", $"  incident-manager:\n    contact: sam\n    on_call:\n      {words}", StringComparison.Ordinal);
        Assert.Equal([sentence], PlanFile.Parse("tailspin.yaml", text).Problems.Select(problem => problem.Sentence));
    }

    private static Plan Plan() => PlanFile.Parse("tailspin.yaml", Text()) is { Plan: { } plan } ? plan : throw new InvalidOperationException(string.Join('\n', PlanFile.Parse("tailspin.yaml", Text()).Problems));

    private static string Text() => LadderScene.Plan.Replace("  incident-manager: {contact: sam}", Role.TrimEnd(), StringComparison.Ordinal);
}
