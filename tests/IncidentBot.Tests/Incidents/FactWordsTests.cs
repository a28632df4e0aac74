using IncidentBot.Core.Obligations;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Incidents;

/// <summary>What is taken for a fact and for a place, and what is refused because no clock would ever see it.</summary>
public sealed class FactWordsTests
{
    [Theory]
    [InlineData("fact persnal_data_affected=true", "no-such-fact", "`personal_data_affected`")]
    [InlineData("fact data_affected=true", "no-such-fact", "`personal_data_affected`")]
    [InlineData("fact sneeze=true", "no-such-fact", "`help fact`")]
    [InlineData("fact ransom_paid=yes sneeze=true", "no-such-fact", "x-sneeze")]
    [InlineData("fact regulated_as.nis2-esential=true", "no-such-fact", "`regulated_as`")]
    [InlineData("fact affected_by_us_state.XX=5", "no-such-fact", "`help fact`")]
    [InlineData("fact personal_data_affected=maybe", "no-such-value", "yes or no")]
    [InlineData("fact risk_to_individuals=small", "no-such-value", "unlikely, likely, high")]
    [InlineData("fact risk_to_individuals=yes", "no-such-value", "risk_to_individuals=unknown")]
    [InlineData("fact regulated_as=nis2-essential,bank", "no-such-value", "sec-8k-filer")]
    [InlineData("fact affected_count_total=many", "no-such-value", "a whole number")]
    [InlineData("fact affected_count_total=-3", "no-such-value", "a whole number")]
    [InlineData("fact affected_count_total=1.5", "no-such-value", "a whole number")]
    [InlineData("scope XX=5", "no-such-place", "EU-DE")]
    [InlineData("scope US-XY=5", "no-such-place", "US-NY")]
    [InlineData("scope EU-US=5", "no-such-place", "US-TX")]
    [InlineData("scope DE=5", "two-places", "US-DE")]
    [InlineData("scope CA=5", "two-places", "ISO-CA")]
    public async Task What_no_clock_would_see_is_refused_with_what_was_meant(string line, string code, string says)
    {
        await using var bot = await StartAsync();
        var reply = await bot.SayAsync("sam", line, "INC-1");
        Assert.Equal(code, reply.Code);
        Assert.Contains(says, reply.Text, StringComparison.Ordinal);
        Assert.Empty(await bot.ReadAsync(db => db.Facts.ToListAsync()));
    }

    [Theory]
    [InlineData("fact Personal_Data_Affected=yes", "personal_data_affected", "yes")]
    [InlineData("fact risk_to_individuals=Unlikely", "risk_to_individuals", "unlikely")]
    [InlineData("fact risk_to_individuals=unknown", "risk_to_individuals", "unknown")]
    [InlineData("fact regulated_as.NIS2-essential=no", "regulated_as.nis2-essential", "no")]
    [InlineData("fact regulated_as=nis2-essential,sec-8k-filer", "regulated_as", "nis2-essential,sec-8k-filer")]
    [InlineData("fact regulated_as_complete=yes", "regulated_as_complete", "yes")]
    [InlineData("fact affected_by_us_state.ia=1,200", "affected_by_us_state.IA", "1,200")]
    [InlineData("fact x-board-informed=maybe", "x-board-informed", "maybe")]
    [InlineData("scope NY=30", "affected_by_us_state.NY", "30")]
    [InlineData("scope us-de=30", "affected_by_us_state.DE", "30")]
    [InlineData("scope EU-DE=30", "affected_by_country.DE", "30")]
    [InlineData("scope fr=30", "affected_by_country.FR", "30")]
    [InlineData("scope ISO-CA=30", "affected_by_country.CA", "30")]
    [InlineData("scope sites=two", "scope.sites", "two")]
    public async Task What_is_known_is_kept_in_the_catalogue_s_spelling(string line, string name, string value)
    {
        await using var bot = await StartAsync();
        await bot.DoAsync("sam", line, "INC-1");
        var fact = Assert.Single(await bot.ReadAsync(db => db.Facts.AsNoTracking().ToListAsync()));
        Assert.Equal((name, value), (fact.Name, fact.Value));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task No_question_suggests_an_answer_and_its_line_typed_as_it_stands_is_refused(Database database)
    {
        await using var bot = await StartAsync(database);
        var lines = Catalogue.Shipped.Rows.SelectMany(row => ((Applicability.Possible)Applicability.Evaluate(row, FactSet.Empty)).Questions).Select(question => question.Record).Distinct().ToList();
        Assert.Contains("fact risk_to_individuals=unlikely|likely|high", lines);
        Assert.Contains("fact data_effectively_encrypted=yes|no", lines);
        Assert.Contains("fact affected_count_total=<number>", lines);
        foreach (var line in lines)
        {
            var reply = await bot.SayAsync("sam", line, "INC-1");
            Assert.True(reply.Code == "no-such-value", $"{line} → {reply.Code}: {reply.Text}");
        }

        Assert.Empty(await bot.ReadAsync(db => db.Facts.ToListAsync()));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Help_lists_every_fact_that_a_row_looks_at(Database database)
    {
        await using var bot = await StartAsync(database);
        var help = (await bot.DoAsync("sam", "help fact")).Text;
        Assert.All(Catalogue.Shipped.Facts.Values, fact => Assert.Contains($"`{fact.Name}={fact.Placeholder}`", help, StringComparison.Ordinal));
        Assert.Contains("x-", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fact_of_words_has_more_than_one_to_choose_from() =>
        Assert.All(Catalogue.Shipped.Facts.Values.Where(fact => fact.Shape is FactShape.OneOf), fact => Assert.True(fact.Choices.Count > 1, fact.Name));

    private static async Task<Bot> StartAsync(Database database = Database.Sqlite)
    {
        var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 5");
        return bot;
    }
}
