using System.Globalization;
using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Cards;

/// <summary>An instant in the reader's own zone, filled in by the client, beside UTC. Clients fill in only what is written exactly so: capitals, no fraction of a second, no blank before the brackets.</summary>
internal static class CardInstant
{
    public static IEnumerable<TextRun> Runs(ProsePiece piece)
    {
        var at = piece.At!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        yield return new TextRun($"{{{{DATE({at},SHORT)}}}} {{{{TIME({at})}}}}{(piece.SaysYours ? " your time" : "")}") { Weight = piece.Bold ? "Bolder" : null };
        yield return new TextRun($" ({piece.Text})") { Size = "Small", IsSubtle = true };
    }

    public static ProsePiece Of(DateTimeOffset at) => new($"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC", true, false, at);
}
