using System.Text.Json;
using IncidentBot.Core.Chat;
using IncidentBot.Slack.Api;

namespace IncidentBot.Slack.Cards;

/// <summary>Keeps a button's action that is too long for Slack, and answers the id by which it is found again when the button is pressed.</summary>
public delegate Task<string> StoreAction(CardAction action, CancellationToken cancel);

/// <summary>What a button's value says: the action itself, or the id under which it was kept.</summary>
public sealed record SlackButton(CardAction? Action, string? Stored)
{
    private const string Kept = "a:";

    internal static async Task<string> WriteAsync(CardAction action, StoreAction store, CancellationToken cancel)
    {
        var value = SlackJson.Write(new Carried(action.Verb, action.Arguments, Or(action.Incident), action.OfferedState, action.Once, action.Form));
        return value.Length <= SlackLimits.ButtonValue ? value : Kept + await store(action, cancel);
    }

    /// <summary>Reads the value of a button that was pressed. The label is the button's text.</summary>
    /// <returns>Null for what is no value of ours.</returns>
    public static SlackButton? Read(string? value, string label)
    {
        if (value is null || value.StartsWith(Kept, StringComparison.Ordinal))
        {
            return value is { Length: > 2 } ? new(null, value[Kept.Length..]) : null;
        }

        try
        {
            return JsonSerializer.Deserialize<Carried>(value, SlackJson.Options) is { V: { } verb, A: { } arguments } carried
                ? new(new CardAction(label, verb, arguments, carried.I ?? "", carried.S, carried.O) { Form = carried.F }, null) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Or(string text) => text.Length == 0 ? null : text;

    /// <summary>Short names, because Slack counts them: verb, arguments, incident, state, once, form.</summary>
    private sealed record Carried(string V, string A, string? I, string? S, string? O, string? F);
}
