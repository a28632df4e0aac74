using System.Text.Json;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Slack.Inbox;

/// <summary>Answers typed commands: <c>/incident …</c>, a mention, a line in the app's direct message.</summary>
public sealed class SlackCommands(SlackDoor door, VerbText text, VerbCatalogue verbs, SlackFormDesk forms)
{
    /// <summary>The slash commands of the app, as its manifest has them. All mean the same.</summary>
    public static IReadOnlyList<string> Names { get; } = ["/incident", "/inc"];

    /// <summary>A slash command. A verb that needs words and got none opens its form.</summary>
    public async Task<Reply?> AnswerAsync(JsonElement command, CancellationToken cancel)
    {
        var visitor = await door.FindAsync(command.Text("team_id"), command.Text("enterprise_id"), command.Text("user_id"), command.Text("user_name"), cancel);
        var typed = command.Text("text") ?? "";
        if (visitor is { Person: { } person } && command.Text("trigger_id") is { } trigger && FormOf(typed) is { } verb)
        {
            var room = await door.RoomAsync(visitor.Install, command.Text("channel_id"), cancel);
            if (verb.OnIncident && room is null && Named(typed) is null)
            {
                return Reply.Of(VerbRefusals.WhichIncident().Refusal);
            }

            var action = new CardAction("", verb.Name, "{}", (Named(typed) ?? room?.Incident)?.ToString() ?? "", null, null);
            return await forms.OpenAsync(visitor, person, trigger, action, command.Text("channel_id"), cancel);
        }

        return await AnswerAsync(visitor, $"slack:{command.Text("team_id")}:{command.Text("trigger_id") ?? $"{Guid.NewGuid():N}"}", typed, command.Text("channel_id"), cancel);
    }

    /// <param name="visitor">Who typed it; null where the app is not installed.</param>
    /// <param name="key">Slack's id of what was typed.</param>
    /// <param name="typed">As Slack sent it.</param>
    /// <param name="channel">Where.</param>
    /// <param name="cancel">Stops waiting, not what is committed.</param>
    public async Task<Reply> AnswerAsync(SlackVisitor? visitor, string key, string typed, string? channel, CancellationToken cancel)
    {
        if (visitor is null)
        {
            return Reply.Of(SlackRefusals.NotInstalled());
        }

        var line = await door.ReadAsync(visitor.Install, typed, cancel);
        return await text.HandleAsync(key, visitor.Person, line, (await door.RoomAsync(visitor.Install, channel, cancel))?.Incident, cancel, chat: visitor.Identity) switch
        {
            { Code: "unknown-person" } when visitor.Why is { } why => Reply.Of(SlackRefusals.Nobody(why)),
            var reply => reply,
        };
    }

    /// <summary>The verb that was named and nothing else, where it needs words.</summary>
    private VerbEntry? FormOf(string typed)
    {
        var words = Without(typed);
        return words.Length > 0 && verbs.Grammars.Find(words) is { } grammar && grammar.Parameters.Any(one => one.IsRequired) ? verbs.All.First(one => one.Grammar == grammar) : null;
    }

    private static Core.Incidents.IncidentReference? Named(string typed) => Core.Incidents.IncidentReference.TryParse(typed.Trim().Split(' ')[0], out var reference) ? reference : null;

    private static string Without(string typed) => (Named(typed) is null ? typed : typed.Trim().Split(' ', 2) is [_, var rest] ? rest : "").Trim().ToLowerInvariant();
}
