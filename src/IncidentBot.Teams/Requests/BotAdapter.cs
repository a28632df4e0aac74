using System.Security.Claims;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Teams.Requests;

/// <summary>The SDK's adapter: it proves who sends, makes the turn, and says what an invoke is answered. It sees of an activity only what it needs for that.</summary>
internal sealed class BotAdapter(BotAuthentication authentication) : CloudAdapter(authentication, NullLogger.Instance)
{
    /// <summary>Where what is sent here comes from; anything else has no business here.</summary>
    public const string Channel = "msteams";

    /// <param name="unproven">Who need not show a token; null where everybody must.</param>
    /// <exception cref="UnauthorizedAccessException">It is not from Teams; nothing was done.</exception>
    public async Task<TeamsAnswer> TakeAsync(Envelope envelope, string? authorization, AuthenticateRequestResult? unproven, Func<ClaimsIdentity, Task<TeamsAnswer>> work, CancellationToken cancel)
    {
        var activity = new Activity
        {
            Type = envelope.Type,
            Name = envelope.Activity.Text("name"),
            ChannelId = envelope.Activity.Text("channelId") ?? Channel,
            ServiceUrl = envelope.ServiceUrl,
            Conversation = new ConversationAccount(id: envelope.ConversationId),
        };
        var answer = TeamsAnswer.Empty;
        var proven = unproven ?? await authentication.AuthenticateRequestAsync(activity, authorization ?? "", cancel);
        var invoked = await ProcessActivityAsync(proven, activity, async (turn, stop) =>
        {
            answer = await work(proven.ClaimsIdentity);
            if (envelope.IsInvoke)
            {
                await turn.SendActivityAsync(new Activity { Type = ActivityTypesEx.InvokeResponse, Value = new InvokeResponse { Status = answer.Status, Body = answer.Json } }, stop);
            }
        }, cancel);
        return invoked is null ? answer : new TeamsAnswer(invoked.Status, invoked.Body as string);
    }
}
