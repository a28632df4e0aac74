using IncidentBot.Core.Obligations;

namespace IncidentBot.Tests.Obligations;

public sealed class FactSetTests
{
    [Theory]
    [InlineData("affected_by_us_state.CA=1200", "affected_by_us_state.CA", "1200")]
    [InlineData("affected_by_us_state.CA = 1,200", "affected_by_us_state.CA", "1200")]
    [InlineData("personal_data_affected=yes", "personal_data_affected", "true")]
    [InlineData("risk_to_individuals=unlikely", "risk_to_individuals", "unlikely")]
    [InlineData("regulated_as=nis2-important, sec-8k-filer", "regulated_as", "nis2-important, sec-8k-filer")]
    public void Typed_text_becomes_a_fact(string typed, string name, string value)
    {
        var fact = FactSet.ParseTyped(typed);
        Assert.Equal(name, fact?.Name);
        Assert.Equal(value, fact?.Value?.ToString());
    }

    [Theory]
    [InlineData("personal_data_affected")]
    [InlineData("=true")]
    [InlineData("two words=true")]
    [InlineData("ransom_paid=")]
    public void Anything_else_is_not_a_fact(string typed) => Assert.Null(FactSet.ParseTyped(typed));

    [Fact]
    public void Unknown_takes_a_fact_back()
    {
        var (name, value) = FactSet.ParseTyped("ransom_paid=unknown")!.Value;
        Assert.Null(FactSet.Empty.With("ransom_paid", true).With(name, value)["ransom_paid"]);
    }
}
