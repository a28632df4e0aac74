using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Cards;

/// <summary>Keeps a button's action that is too long for its card, and answers the id by which it is found again when the button is pressed.</summary>
public delegate Task<string> StoreAction(CardAction action, CancellationToken cancel);

/// <summary>What a button's data says: the action itself, or the id under which it was kept.</summary>
public sealed record TeamsButton(CardAction? Action, string? Stored)
{
    /// <summary>The verb of Action.Execute for every button; which of ours it is stands in the data, because the fallback has no verb.</summary>
    public const string Verb = "press";

    /// <summary>Reads the data of a button that was pressed: of Action.Execute, of its fallback, of a dialog's button, or of what asks for a dialog.</summary>
    /// <returns>Null for what is no button of ours.</returns>
    public static TeamsButton? Read(JsonElement data, string label = "")
    {
        if (TeamsData.Read<string>(data, TeamsData.Kept) is { Length: > 0 } kept)
        {
            return new(null, kept);
        }

        return TeamsData.Read<Carried>(data, TeamsData.Press) is { V: { } verb, A: { } arguments } carried
            ? new(new CardAction(label, verb, arguments, carried.I ?? "", carried.S, carried.O) { Form = carried.F }, null) : null;
    }

    internal static JsonObject Whole(CardAction action) =>
        TeamsData.Write(TeamsData.Press, new Carried(action.Verb, action.Arguments, action.Incident.Length == 0 ? null : action.Incident, action.OfferedState, action.Once, action.Form));

    internal static JsonObject ById(string stored) => TeamsData.Write(TeamsData.Kept, stored);

    /// <summary>Verb, arguments, incident, state, once, form. The arguments stay a string: as an object, programs on the way would read dates in it and write them otherwise.</summary>
    private sealed record Carried(string V, string A, string? I, string? S, string? O, string? F);
}
