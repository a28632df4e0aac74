using IncidentBot.Core.Chat;
namespace IncidentBot.Teams.Cards;

/// <summary>What stands in front of somebody: a form, or what came of it.</summary>
/// <param name="Height">small, medium or large; what is longer scrolls. On a phone a dialog takes all there is.</param>
public sealed record TeamsDialog(string Title, AdaptiveCard Card, string Height = "small")
{
    /// <summary>The body of the answer to task/fetch or task/submit that shows it.</summary>
    public string Answer() => CardJson.Write(new
    {
        Task = new
        {
            Type = "continue",
            Value = new { Title, Height, Width = "medium", Card = new { AdaptiveCard.ContentType, Content = Card } },
        },
    });

    /// <summary>The same where the dialog closes and plain words are said instead.</summary>
    public static string Answer(string words) => CardJson.Write(new { Task = new { Type = "message", Value = TeamsLetters.Unread(PlainLetters.OneLine(words)) } });
}
