using System.Text;
using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Cards;

/// <summary>What the bot says in a message without a card, or where Teams takes plain words alone.</summary>
public static class TeamsText
{
    private const string NotAll = "<br/>This is not all. The rest is in the web room.";

    /// <param name="markup">Markup of <see cref="Prose"/>. What does not fit is left out line by line, and the message says so.</param>
    /// <param name="mentions">Who is addressed at its beginning.</param>
    public static TeamsMessage Message(string markup, params IReadOnlyList<Mentioned> mentions)
    {
        var entities = mentions.Select(one => one with { Name = TeamsLetters.Cut(TeamsLetters.OneLine(one.Name), TeamsLimits.DialogTitle) }).Select(one => new MentionEntity($"<at>{Escaped(one.Name)}</at>", one)).ToList();
        var text = new StringBuilder();
        foreach (var entity in entities)
        {
            text.Append(entity.Text).Append(' ');
        }

        var left = TeamsLimits.Bytes - 200 - NotAll.Length - CardJson.Size(entities) - CardJson.Size(text.ToString());
        foreach (var (before, line, after) in Lines(markup))
        {
            var size = TeamsLetters.Size(before + line + after);
            if (size > left)
            {
                text.Append(NotAll);
                break;
            }

            left -= size;
            text.Append(before).Append(line).Append(after);
        }

        return new TeamsMessage(text.ToString()) { Entities = entities.Count == 0 ? null : entities };
    }

    /// <summary>Letter by letter, without marks.</summary>
    public static string Plain(string markup) => TeamsLetters.Clean(string.Join('\n', ProseReader.Read(markup).Select(line => (line.Item ? "• " : "") + string.Concat(line.Pieces.Select(piece => piece.Text)))));

    /// <summary>Each line with what stands around it. A list is opened and closed at every item, which looks the same and is never left open where the message is cut.</summary>
    private static IEnumerable<(string Before, string Line, string After)> Lines(string markup)
    {
        var first = true;
        var item = false;
        foreach (var line in ProseReader.Read(markup))
        {
            var words = string.Concat(line.Pieces.Select(Piece));
            yield return line.Item ? ("<ul><li>", words, "</li></ul>") : (first || item ? "" : "<br/>", words, "");
            (first, item) = (false, line.Item);
        }
    }

    private static string Piece(ProsePiece piece)
    {
        var words = Escaped(TeamsLetters.Cut(TeamsLetters.Clean(piece.Text), TeamsLimits.Line));
        words = piece.Code ? $"<code>{words}</code>" : words;
        return piece.Bold ? $"<strong>{words}</strong>" : words;
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
