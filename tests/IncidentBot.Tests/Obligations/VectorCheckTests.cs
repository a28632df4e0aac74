using IncidentBot.Core.Obligations;

namespace IncidentBot.Tests.Obligations;

public sealed class VectorCheckTests : IDisposable
{
    private const string Example = """
        vectors:
        - id: V01
          row: eu-gdpr-33-1-authority
          zone: Europe/Berlin
          events:
            controller-became-aware: '2026-10-23T18:10:00+02:00'
          due: '2026-10-26T17:10:00+01:00'
        """;

    private readonly StringWriter output = new();

    [Fact]
    public void What_agrees_is_ok()
    {
        Assert.Equal(0, Run(Example));
        Assert.Contains("V01 eu-gdpr-33-1-authority due 2026-10-26T17:10:00+01:00 expected 2026-10-26T17:10:00+01:00 ok", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Instants_are_compared_and_not_how_they_are_written() => Assert.Equal(0, Run(Example.Replace("2026-10-26T17:10:00+01:00", "2026-10-26T16:10:00Z", StringComparison.Ordinal)));

    [Fact]
    public void What_differs_says_so_and_fails()
    {
        Assert.Equal(1, Run(Example.Replace("17:10:00+01:00'", "18:10:00+01:00'", StringComparison.Ordinal)));
        Assert.Contains("expected 2026-10-26T18:10:00+01:00 DIFFERS", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_date_where_none_may_come_out_differs() => Assert.Equal(1, Run(Example.Replace("due: '2026-10-26T17:10:00+01:00'", "due: null", StringComparison.Ordinal)));

    [Fact]
    public void Unknown_rows_are_named_and_fail_only_when_strict()
    {
        var text = Example.Replace("eu-gdpr-33-1-authority", "eu-atlantis-1", StringComparison.Ordinal);
        Assert.Equal(0, Run(text));
        Assert.Contains("V01 eu-atlantis-1 skipped", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Run(text, strict: true));
    }

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Bärlin", 4, "there is no time zone")]
    [InlineData("2026-10-23T18:10:00+02:00", "yesterday", 6, "'yesterday' is neither a date")]
    [InlineData("  row: eu-gdpr-33-1-authority", "  rows: x", 2, "'row' is missing")]
    public void A_bad_file_says_where_and_why(string right, string wrong, int line, string sentence)
    {
        var refused = Assert.Throws<DataFileException>(() => Run(Example.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal(line, refused.Line);
        Assert.Contains(sentence, refused.Sentence, StringComparison.Ordinal);
    }

    public void Dispose() => output.Dispose();

    private int Run(string text, bool strict = false) => new VectorCheck(Catalogue.Shipped, output).Run(VectorFile.Parse(text), strict);
}
