using CsCheck;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Cards;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>Others judge our cards: Microsoft's own renderer, and the published schema where it is at hand.</summary>
public sealed class TeamsCardOracleTests
{
    [Fact]
    public async Task Microsofts_renderer_takes_every_form_and_any_card() => await JudgedAsync(TeamsCardOracle.Folder());

    [Fact]
    public async Task Every_form_and_any_card_is_as_the_published_schema_says() => await JudgedAsync(TeamsCardOracle.Folder(), TeamsCardOracle.Schemas());

    private static async Task JudgedAsync(string oracle, params string[] schemas)
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-cards");
        try
        {
            await WriteAsync(folder.FullName);
            Assert.Matches("(?m)^[0-9]{2,3} cards, 0 faults$", await TeamsCardOracle.RunAsync(oracle, "judge.mjs", [folder.FullName, .. schemas]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task WriteAsync(string folder)
    {
        var verbs = new VerbCatalogue();
        foreach (var verb in verbs.All)
        {
            var form = FormSketch.Of(verbs, new CardAction("x", verb.Name, "{}", "INC-1", null, null));
            await File.WriteAllTextAsync(Path.Combine(folder, $"form-{verb.Name}.json"), (await FilledForm.OfAsync(form)).Card.ToJsonString());
        }

        var any = AnyTeamsCardPropertyTests.Any.Array[20].Single();
        for (var at = 0; at < any.Length; at++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"card-{at}.json"), (await RenderedCard.OfAsync("hello", any[at], null, new CardRefresh("INC-1", ["29:1"]), new Uri("https://bot.example"))).Card.ToJsonString());
        }
    }
}
