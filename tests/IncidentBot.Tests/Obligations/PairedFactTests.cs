using IncidentBot.Core.Obligations;
using NodaTime;

namespace IncidentBot.Tests.Obligations;

public sealed class PairedFactTests
{
    private readonly DueCalculator calculator = new(Catalogue.Shipped);

    [Theory]
    [InlineData("ransom-paid", "ransom_paid")]
    [InlineData("determined-material", "incident_material")]
    [InlineData("became-aware-significant-incident", "nis2_incident_significant")]
    [InlineData("controller-became-aware", "personal_data_affected")]
    [InlineData("determined-cybersecurity-incident", "nydfs_cybersecurity_incident")]
    public void Recording_an_event_sets_its_fact(string name, string fact) =>
        Assert.Equal(new FactConsequence.Sets(fact, FactValue.Of(true)), calculator.ConsequenceOf(name, EventLog.Empty, FactSet.Empty));

    [Fact]
    public void A_fact_that_says_otherwise_is_asked_about()
    {
        var asked = Assert.IsType<FactConsequence.Contradicts>(calculator.ConsequenceOf("ransom-paid", EventLog.Empty, FactSet.Empty.With("ransom_paid", false)));
        Assert.Equal("ransom_paid is recorded as false, but the ransom was paid says true. Which is right? Record: fact ransom_paid=true", asked.Question);
    }

    [Theory]
    [InlineData("2026-05-20", false)]
    [InlineData("2026-06-20", true)]
    public void Handling_an_incident_says_whether_it_was_still_going_on_after_the_month(string handled, bool ongoing)
    {
        var log = new EventLog(new[] { ("eu-nis2-23-notification.sent", "2026-05-10"), ("incident-handled", handled) }
            .Select(claim => new RecordedEvent(claim.Item1, EventMoment.Parse(claim.Item2)!, Instant.MinValue, "test")));
        Assert.Equal(new FactConsequence.Sets("incident_ongoing_at_due", FactValue.Of(ongoing)), calculator.ConsequenceOf("incident-handled", log, FactSet.Empty));
    }

    [Fact]
    public void Most_events_say_nothing_about_facts() => Assert.IsType<FactConsequence.Nothing>(calculator.ConsequenceOf("discovered", EventLog.Empty, FactSet.Empty));
}
