using CsCheck;
using IncidentBot.Core.Obligations;

namespace IncidentBot.Tests.Obligations;

public sealed class ApplicabilityTests
{
    private static readonly FactSet GdprController = FactSet.Empty.With("client_role", "controller").With("gdpr_in_scope", true);

    [Fact]
    public void With_nothing_known_every_row_is_possible_and_asks()
    {
        foreach (var row in Catalogue.Shipped.Rows)
        {
            var possible = Assert.IsType<Applicability.Possible>(Applicability.Evaluate(row, FactSet.Empty));
            Assert.NotEmpty(possible.Questions);
            Assert.All(possible.Questions, question => Assert.StartsWith("fact ", question.Record, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_unknown_fact_is_asked_in_words_with_the_verb_that_records_it()
    {
        var possible = Assert.IsType<Applicability.Possible>(Evaluate("eu-gdpr-33-1-authority", GdprController));
        Assert.Contains(new FactQuestion("personal_data_affected", "Is personal data affected?", "fact personal_data_affected=yes|no"), possible.Questions);
    }

    [Fact]
    public void An_exception_that_nobody_ruled_out_is_asked_while_the_row_applies()
    {
        var applies = Assert.IsType<Applicability.Applies>(Evaluate("eu-gdpr-33-1-authority", GdprController.With("personal_data_affected", true)));
        Assert.Equal("risk_to_individuals", Assert.Single(applies.Questions).Fact);
    }

    [Fact]
    public void A_known_exception_switches_the_row_off_whatever_else_is_unknown() =>
        Assert.Equal("risk_to_individuals is unlikely", Because("eu-gdpr-33-1-authority", FactSet.Empty.With("risk_to_individuals", "unlikely")));

    [Fact]
    public void A_high_risk_leaves_no_question()
    {
        var applies = Assert.IsType<Applicability.Applies>(Evaluate("eu-gdpr-33-1-authority", GdprController.With("personal_data_affected", true).With("risk_to_individuals", "high")));
        Assert.Empty(applies.Questions);
    }

    [Theory]
    [InlineData("us-ca-ag", "CA", 500, false)]
    [InlineData("us-ca-ag", "CA", 501, true)]
    [InlineData("us-ca-residents", "CA", 0, false)]
    [InlineData("us-ca-residents", "CA", 1, true)]
    [InlineData("us-tx-ag", "TX", 249, false)]
    [InlineData("us-tx-ag", "TX", 250, true)]
    public void State_thresholds_are_exact(string row, string state, int count, bool applies)
    {
        var facts = FactSet.Empty.With("us_state_personal_information_affected", true).With("client_role", "controller").With($"affected_by_us_state.{state}", count);
        Assert.Equal(applies, Evaluate(row, facts) is Applicability.Applies);
        Assert.Equal(!applies, Evaluate(row, facts) is Applicability.DoesNotApply);
    }

    [Theory]
    [InlineData(499, false, true)]
    [InlineData(500, true, false)]
    public void Five_hundred_people_move_the_HHS_notice_from_the_yearly_to_the_prompt_row(int count, bool prompt, bool yearly)
    {
        var facts = FactSet.Empty.With("regulated_as", "hipaa-covered-entity").With("unsecured_phi_affected", true).With("affected_count_total", count);
        Assert.Equal(prompt, Evaluate("us-hipaa-408-hhs-500", facts) is Applicability.Applies);
        Assert.Equal(yearly, Evaluate("us-hipaa-408-hhs-under-500", facts) is Applicability.Applies);
    }

    [Fact]
    public void The_media_notice_takes_more_than_500_and_knows_them_from_the_counts_per_state()
    {
        var facts = FactSet.Empty.With("regulated_as", "hipaa-covered-entity").With("unsecured_phi_affected", true);
        Assert.IsType<Applicability.DoesNotApply>(Evaluate("us-hipaa-406-media", facts.With("affected_count_in_any_us_state", 500)));
        Assert.IsType<Applicability.Applies>(Evaluate("us-hipaa-406-media", facts.With("affected_by_us_state.TX", 501)));
        Assert.IsType<Applicability.Possible>(Evaluate("us-hipaa-406-media", facts.With("affected_by_us_state.TX", 400)));
    }

    [Fact]
    public void A_list_that_is_not_complete_leaves_the_rest_possible()
    {
        var open = FactSet.Empty.With("regulated_as", FactValue.Of(["nis2-important"], complete: false)).With("incident_material", true);
        Assert.IsType<Applicability.Possible>(Evaluate("us-sec-8k-105", open));
        Assert.IsType<Applicability.DoesNotApply>(Evaluate("us-sec-8k-105", open.With("regulated_as_complete", true)));
        Assert.IsType<Applicability.DoesNotApply>(Evaluate("us-sec-8k-105", open.With("regulated_as.sec-8k-filer", false)));
        Assert.IsType<Applicability.Applies>(Evaluate("us-sec-8k-105", open.With("regulated_as.sec-8k-filer", true)));
    }

    [Fact]
    public void Dora_entities_leave_all_of_nis2_article_23()
    {
        var facts = FactSet.Empty.With("regulated_as", FactValue.Of(["nis2-essential", "dora-financial-entity"], complete: true)).With("nis2_incident_significant", true);
        Assert.All(Catalogue.Shipped.Rows.Where(row => row.Regime == "EU-NIS2"), row => Assert.IsType<Applicability.DoesNotApply>(Applicability.Evaluate(row, facts)));
    }

    [Fact]
    public void A_value_of_the_wrong_kind_decides_nothing() =>
        Assert.IsType<Applicability.Possible>(Evaluate("us-ca-ag", FactSet.Empty.With("affected_by_us_state.CA", "many")));

    [Fact]
    public void Only_a_known_fact_switches_a_row_off()
    {
        // Counts per state are left out here: they add up to a total, so two of them can decide together.
        var names = Catalogue.Shipped.Rows
            .SelectMany(row => row.AppliesWhen.All.Concat(row.AppliesWhen.Any).Concat(row.AppliesWhen.Unless)).Select(test => test.Fact)
            .Where(name => !name.StartsWith("affected_by_us_state.", StringComparison.Ordinal)).Distinct().ToArray();
        var values = Gen.OneOf(
            Gen.Bool.Select(FactValue.Of),
            Gen.Int[0, 1000].Select(count => FactValue.Of((decimal)count)),
            Gen.OneOf("controller", "processor", "unlikely").Select(FactValue.Of),
            Gen.OneOf("nis2-essential", "sec-8k-filer", "hipaa-covered-entity").Array[0, 2].Select(words => FactValue.Of(words, complete: false)));
        Gen.Select(Gen.OneOf(names), values).Array[0, 12].Sample(known =>
        {
            var facts = known.Aggregate(FactSet.Empty, (set, fact) => set.With(fact.Item1, fact.Item2));
            foreach (var row in Catalogue.Shipped.Rows.Where(row => Applicability.Evaluate(row, facts) is Applicability.DoesNotApply))
            {
                // Then some fact of the row is known, and alone it decides: one condition false, or one exception true.
                var one = facts.Values.Where(fact => Applicability.Evaluate(row, FactSet.Empty.With(fact.Key, fact.Value)) is Applicability.DoesNotApply);
                Assert.NotEmpty(one);
            }
        }, iter: 1000);
    }

    private static Applicability Evaluate(string row, FactSet facts) => Applicability.Evaluate(Catalogue.Shipped.Find(row)!, facts);

    private static string Because(string row, FactSet facts) => Assert.IsType<Applicability.DoesNotApply>(Evaluate(row, facts)).Because;
}
