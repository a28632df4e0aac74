using IncidentBot.Core.Chat;
using IncidentBot.Teams.Cards;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>What the bot says where there are no marks.</summary>
public sealed class TeamsCardTextTests
{
    [Fact]
    public void Plain_words_for_titles_have_no_marks() => Assert.Equal("a b\n• c *d*", TeamsText.Plain(((Prose)$"**a** `b`\n- c {"*d*"}").Markup));
}
