using IncidentBot.Core.Chat;
using IncidentBot.Slack.Cards;

namespace IncidentBot.Slack.Rooms;

/// <summary>What the buttons of Slack mean.</summary>
public sealed class SlackButtons(ActionShelf shelf)
{
    public Task<string> KeepAsync(CardAction action, CancellationToken cancel) => shelf.KeepAsync(action, cancel);

    /// <summary>What a button that was pressed means; null for what is none of ours.</summary>
    public async Task<CardAction?> ReadAsync(string? value, string label, CancellationToken cancel) => SlackButton.Read(value, label) switch
    {
        null => null,
        { Action: { } action } => action,
        var button => await FindAsync(button.Stored, cancel),
    };

    public Task<CardAction?> FindAsync(string? stored, CancellationToken cancel) => shelf.FindAsync(stored, cancel);
}
