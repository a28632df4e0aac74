using IncidentBot.Core.Outside;
using IncidentBot.Core.Verbs;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Cards;
using IncidentBot.Slack.Rooms;

namespace IncidentBot.Slack.Inbox;

/// <summary>Answers as Slack shows them, to who asked alone.</summary>
public sealed class SlackReplies(SlackButtons buttons, PublicLinks links)
{
    public async Task<ResponseMessage> ShowAsync(Reply reply, CancellationToken cancel)
    {
        var content = await RenderAsync(reply, cancel);
        return new ResponseMessage { Text = content.Text, Blocks = content.Blocks };
    }

    public async Task<SlackContent> RenderAsync(Reply reply, CancellationToken cancel)
    {
        var rest = reply.Incident is { } incident && links.To(incident, "card") is { } link ? $"the web room: {link}" : "the web room";
        return await new SlackCards(buttons.KeepAsync, rest).RenderAsync(reply.Words, reply.Card, reply.Card?.Fallback, cancel);
    }
}
