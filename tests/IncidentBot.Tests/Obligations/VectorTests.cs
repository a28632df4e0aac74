using IncidentBot.Core.Obligations;

namespace IncidentBot.Tests.Obligations;

public sealed class VectorTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_worked_example_of_the_shipped_rows_comes_out_as_computed_by_hand() => Agrees(Catalogue.Shipped, "vectors.yaml");

    [Fact]
    public void Rows_of_other_regimes_need_only_data() => Agrees(Catalogue.Parse(TestData.Read("other-regimes.yaml")), "other-regimes-vectors.yaml");

    private void Agrees(Catalogue catalogue, string file)
    {
        using var lines = new StringWriter();
        var code = new VectorCheck(catalogue, lines).Run(VectorFile.Parse(TestData.Read(file)), strict: true);
        output.WriteLine(lines.ToString());
        Assert.True(code == 0, lines.ToString());
    }
}
