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
        if (visitor is { Person: { } person } && command.Text("trigger_id") is { } trigger && BareVerb.Read(verbs, typed) is { } bare)
        {
            var room = await door.RoomAsync(visitor.Install, command.Text("channel_id"), cancel);
            if (bare.Verb.OnIncident && room is null && bare.Incident is null)
            {
                return Reply.Of(VerbRefusals.WhichIncident().Refusal);
            }

            var action = new CardAction("", bare.Verb.Name, "{}", (bare.Incident ?? room?.Incident)?.ToString() ?? "", null, null);
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
}
