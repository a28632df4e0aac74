using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Cards;

/// <summary>What the bot says where Teams takes plain words alone. Whatever else it says is a card: the words of a message stand in its notification.</summary>
public static class TeamsText
{
    /// <summary>Letter by letter, without marks.</summary>
    public static string Plain(string markup) => PlainLetters.Clean(string.Join('\n', ProseReader.Read(markup).Select(line => (line.Item ? "• " : "") + string.Concat(line.Pieces.Select(piece => piece.Text)))));
}
