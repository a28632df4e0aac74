using System.Text.Json;

namespace IncidentBot.Teams.Connector;

/// <summary>Sorts what the connector answers by what is to be done about it.</summary>
internal static class ConnectorErrors
{
    /// <summary>A person who blocked or removed the bot, a conversation that is no more, an app that is not there.</summary>
    private static readonly string[] Gone =
    [
        "MessageWritesBlocked", "ConversationBlockedByUser", "BotNotInConversationRoster", "BotDisabledByAdmin", "ConversationNotFound", "ActivityNotFound", "MemberNotFoundInConversation", "NotFound", "UserNotFound", "TeamNotFound", "ChannelNotFound",
    ];

    public static TeamsException Read(ConnectorCall call, int status, JsonElement body)
    {
        var code = body.Text("error", "innerHttpError", "body", "subCode") ?? body.Text("error", "subCode") ?? body.Text("subCode") ?? body.Text("error", "code") ?? $"http_{status}";
        return status switch
        {
            >= 500 => TeamsException.NoAnswer(call.Name, $"http_{status}", call.MakesNew, status),
            408 => TeamsException.NoAnswer(call.Name, $"http_{status}", call.MakesNew, status),
            401 => new(call.Name, code, TeamsFailure.Credentials) { Status = status },
            404 or 410 => new(call.Name, code, TeamsFailure.TargetGone) { Status = status },
            _ when Gone.Contains(code, StringComparer.OrdinalIgnoreCase) => new(call.Name, code, TeamsFailure.TargetGone) { Status = status },
            409 or 425 => new(call.Name, code, TeamsFailure.Passing) { Status = status },
            _ => new(call.Name, code, TeamsFailure.NotAllowed) { Status = status },
        };
    }
}
