using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Cards;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Deliveries;

/// <summary>What a client makes of the bot's answer to an invoke. What it cannot show is a wrong.</summary>
internal static class Answers
{
    private const string Message = "application/vnd.microsoft.activity.message", Error = "application/vnd.microsoft.error";

    /// <summary>Somebody pressed an Action.Execute, or their client did so by itself.</summary>
    public static Answer Pressed(FakeTeams teams, Delivery delivery, TeamsMessage message, TeamsUser by)
    {
        if (Failed(teams, delivery) is { } failed)
        {
            return failed;
        }

        var (type, value) = ((string?)delivery.Answer?["type"], delivery.Answer?["value"]);
        switch (type)
        {
            case CardView.ContentType when CardRules.Wrong(value, id => id == message.From!.BotId || teams.World.Find(message.From, id) is not null) is { } wrong:
                return Refused(teams, delivery, wrong);
            case CardView.ContentType:
                var card = (JsonObject)value!.DeepClone();
                message.ShowTo(by, card);
                return new Answer(delivery) { Card = card };
            case Message when value is JsonValue text:
                return new Answer(delivery) { Text = text.ToString() };
            case Error:
                return new Answer(delivery) { Error = (string?)value?["message"] ?? (string?)value?["code"] ?? "error" };
            default:
                return Refused(teams, delivery, $"type {type}");
        }
    }

    /// <summary>Somebody opened a form, or submitted one.</summary>
    /// <param name="last">The form that was submitted.</param>
    public static Answer Opened(FakeTeams teams, Delivery delivery, TeamsUser by, TeamsConversation place, TeamsMessage? about, string? command, TeamsDialog? last)
    {
        if (Failed(teams, delivery) is { } failed)
        {
            return failed;
        }

        // The client takes nothing at all for: done.
        if (delivery.Body.Length == 0 || delivery.Answer is { Count: 0 })
        {
            return last is null ? Refused(teams, delivery, "nothing to open") : Closed(last, new Answer(delivery));
        }

        if (command is not null && delivery.Answer?["composeExtension"] is JsonObject result)
        {
            return (string?)result["type"] is "result" or "auth" or "config" or "message" or "botMessagePreview" ? Closed(last, new Answer(delivery) { Text = (string?)result["text"] }) : Refused(teams, delivery, $"composeExtension of type {result["type"]}");
        }

        var task = delivery.Answer?["task"];
        switch ((string?)task?["type"])
        {
            case "message":
                return Closed(last, new Answer(delivery) { Text = (string?)task["value"] });
            case "continue" when task["value"] is JsonObject content:
                if (TeamsDialog.Wrong(content) is { } wrong)
                {
                    return Refused(teams, delivery, wrong);
                }

                return Closed(last, new Answer(delivery) { Dialog = new TeamsDialog(by, delivery.App!, place, about, command, (JsonObject)content.DeepClone()) });
            default:
                return Refused(teams, delivery, $"task of type {task?["type"]}");
        }
    }

    private static Answer? Failed(FakeTeams teams, Delivery delivery) => delivery.Status != 200 ? Refused(teams, delivery, $"HTTP {delivery.Status} {delivery.Tries.LastOrDefault()?.Failure}") : delivery.Body.Length > 0 && delivery.Answer is null ? Refused(teams, delivery, "no JSON object") : null;

    private static Answer Refused(FakeTeams teams, Delivery delivery, string why)
    {
        teams.Wrong($"answer to {delivery.Activity["name"]}: {why}");
        return new Answer(delivery) { Error = why };
    }

    private static Answer Closed(TeamsDialog? last, Answer answer)
    {
        if (last is not null)
        {
            last.Open = false;
        }

        return answer;
    }
}
