using System.Text.Json;
using IncidentBot.Core.Chat;
using IncidentBot.Teams.Cards;

namespace IncidentBot.Teams.Inbox;

/// <summary>What the buttons of Teams mean. Anybody could have written their data, so they say what is wanted and never who may.</summary>
public sealed class TeamsButtons(ActionShelf shelf)
{
    public Task<string> KeepAsync(CardAction action, CancellationToken cancel) => shelf.KeepAsync(action, cancel);

    public Task<CardAction?> FindAsync(string? stored, CancellationToken cancel) => shelf.FindAsync(stored, cancel);

    /// <summary>Null for what is none of ours.</summary>
    public async Task<CardAction?> ReadAsync(JsonElement data, CancellationToken cancel) => TeamsButton.Read(data) switch
    {
        null => null,
        { Action: { } action } => action,
        var button => await FindAsync(button.Stored, cancel),
    };
}
