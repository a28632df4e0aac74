using IncidentBot.Core.Obligations;

namespace IncidentBot.Tests.Obligations;

public sealed class CatalogueTests
{
    private static readonly string Text = TestData.Read("other-regimes.yaml");

    [Fact]
    public void The_shipped_catalogue_reads_and_its_names_lead_somewhere()
    {
        var catalogue = Catalogue.Shipped;
        var ids = catalogue.Rows.Select(row => row.Id).ToHashSet();
        Assert.Equal(25, ids.Count);
        Assert.All(catalogue.Rows.SelectMany(row => row.Verification.Sources), source => Assert.Contains(source, catalogue.Sources.Keys));
        Assert.All(catalogue.EventFacts, paired => Assert.Contains(paired.Event, catalogue.Events));
        Assert.All(catalogue.Events, name => Assert.Contains(name, catalogue.EventWords.Keys));
        Assert.All(catalogue.Events.Where(name => name.EndsWith(".sent", StringComparison.Ordinal) && !catalogue.EventGroups.ContainsKey(name)), name => Assert.Contains(name[..^5], ids));
        Assert.All(catalogue.Rows, row => Assert.True(row.Content.Count > 0 && row.Verification.BestSource.Length > 0 && row.Confidence is "high" or "medium" or "low"));
    }

    /// <summary>On a telephone of 360 px a line has some 45 characters: a title has two of them, a long citation three.</summary>
    [Fact]
    public void Every_row_says_in_a_few_words_what_must_be_done_and_to_whom() => Assert.All(Catalogue.Shipped.Rows, row =>
    {
        Assert.InRange(row.Duty.Length, 10, 58);
        Assert.Matches("^(notify|report|send|file|explain) .*(to|with|the|each) ", row.Duty + " ");
        Assert.InRange(row.CiteAs.Length + row.Duty.Length, 20, 100);
    });

    [Fact]
    public void Every_source_is_a_law_or_a_page_that_a_reader_can_open() => Assert.All(Catalogue.Shipped.Sources.Values, source =>
        Assert.All(source.Address.Split(" ; "), address => Assert.True(Uri.TryCreate(address, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps, address)));

    [Fact]
    public void An_unknown_row_is_not_found() => Assert.Null(Catalogue.Shipped.Find("eu-atlantis-1"));

    [Fact]
    public void A_version_follows_the_content_and_not_the_layout()
    {
        var version = Catalogue.Parse(Text).Find("sg-mas-1h")!.Version;
        Assert.Equal(12, version.Length);
        Assert.Equal(version, Catalogue.Parse(Text.Replace("regime: SG-MAS", "regime:   'SG-MAS'", StringComparison.Ordinal)).Find("sg-mas-1h")!.Version);
        Assert.NotEqual(version, Catalogue.Parse(Text.Replace("amount: 1\n", "amount: 2\n", StringComparison.Ordinal)).Find("sg-mas-1h")!.Version);
    }

    [Theory]
    [InlineData("op: after", "op: afterwards", "a due date has no operation 'afterwards'")]
    [InlineData("unit: business-days", "unit: fortnights", "'fortnights' cannot be counted")]
    [InlineData("rule: hours-elapsed", "rule: hours", "no counting rule 'hours'")]
    [InlineData("timezone: Asia/Tokyo", "timezone: Asia/Tokio", "there is no time zone 'Asia/Tokio'")]
    [InlineData("op: includes", "op: contains", "no comparison 'contains'")]
    [InlineData("- id: sg-mas-24h", "- id: sg-mas-1h", "the row 'sg-mas-1h' is here twice")]
    [InlineData("2026-04-21", "2026-04-31", "'2026-04-31' is not a date")]
    [InlineData("citation: s.30BC", "cited: s.30BC", "'citation' is missing")]
    public void Wrong_data_is_refused_with_line_and_sentence(string right, string wrong, string sentence)
    {
        var refused = Assert.Throws<DataFileException>(() => Catalogue.Parse(Text.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(sentence, refused.Sentence, StringComparison.Ordinal);
        Assert.True(refused.Line > 1);
    }

    [Fact]
    public void A_file_that_is_not_yaml_is_refused() => Assert.Throws<DataFileException>(() => Catalogue.Parse("obligations: ["));
}
