using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Chat;

/// <summary>Verbs offered as buttons to whoever asks for help, or says too little.</summary>
public sealed class VerbOfferTests
{
    private static readonly VerbCatalogue Verbs = new();

    [Fact]
    public void Every_verb_but_that_on_a_message_has_a_button_that_does_it_or_opens_its_form() => Assert.All(Verbs.All, verb =>
    {
        var card = VerbOffer.Of(verb, new IncidentReference(7));
        if (verb.Name == "pin")
        {
            Assert.Null(card);
            return;
        }

        var action = Assert.Single(card!.Actions);
        Assert.Equal((verb.Name, verb.Grammar.TakesIncident ? "INC-7" : ""), (action.Verb, action.Incident));
        Assert.Equal(verb.Grammar.Parameters.Count == 0 ? null : verb.Name, action.Form);
        Assert.True(action.Form is not null || verb.VerbType == Verbs.Read(action.Verb, action.Arguments).GetType());
        Assert.Equal(!verb.OnIncident, VerbOffer.Of(verb, null) is not null);
    });

    [Fact]
    public async Task Help_offers_the_verb_in_a_room_and_elsewhere_what_is_about_no_incident()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, sampleOnly: true);
        await bot.DoAsync("sam", "declare ransom note --client contoso-dental");
        Assert.Equal(("clock filed", "INC-1"), Offered(await bot.DoAsync("sam", "help clock filed", "INC-1")));
        Assert.Equal(("status", "INC-1"), Offered(await bot.DoAsync("sam", "help show", "INC-1")));
        Assert.Equal(("declare", ""), Offered(await bot.DoAsync("sam", "help declare")));
        Assert.Null(Offered(await bot.DoAsync("sam", "help clock filed")));
        Assert.Null(Offered(await bot.DoAsync("sam", "help", "INC-1")));

        // Who somebody is on a chat platform is said there.
        Assert.Null(Offered(await bot.DoAsync("sam", "help link", "INC-1")));
    }

    [Theory]
    [InlineData("note", "note", null)]
    [InlineData("INC-3 clock  filed", null, null)]
    [InlineData("INC-3 clock filed", "clock filed", "INC-3")]
    [InlineData("Task Done", "task done", null)]
    [InlineData("status", null, null)]
    [InlineData("note it is back", null, null)]
    [InlineData("pin", null, null)] // Nobody types the id of a message, and no form can ask for it.
    [InlineData("", null, null)]
    public void A_verb_alone_that_needs_words_is_one_that_a_form_can_ask_for(string typed, string? verb, string? incident)
    {
        var bare = BareVerb.Read(Verbs, typed);
        Assert.Equal((verb, incident), (bare?.Verb.Name, bare?.Incident?.ToString()));
    }

    private static (string Verb, string Incident)? Offered(Reply reply) => reply.Card is { } card ? (Assert.Single(card.Actions).Verb, card.Actions[0].Incident) : null;
}
