using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.People;

namespace IncidentBot.Slack.Inbox;

/// <summary>Messages of a room that people put on the timeline: they are kept as they stood, and what becomes of them later is an entry of its own.</summary>
public sealed class SlackMessages(SlackPeople people, SaidMessages said, IncidentTime time)
{
    /// <summary>Pins a message with the rights of whoever asks.</summary>
    public async Task<Reply> PinAsync(SlackVisitor visitor, Room room, IncidentReference incident, string ts, string key, string? why, CancellationToken cancel)
    {
        var stored = await said.KeptAsync(room, ts, cancel);
        if (stored is null)
        {
            if (await ReadAsync(visitor.Install.Client, room.Address!, ts, cancel) is not { } message)
            {
                return Reply.Of(SlackRefusals.MessageGone());
            }

            stored = await KeepAsync(visitor, room, message, cancel);
        }

        return await said.PinAsync(stored.Value, incident, visitor.Person, key, why, cancel);
    }

    /// <summary>A message that is on the timeline reads otherwise now, or is gone.</summary>
    /// <param name="text">As Slack sent it; null when it was deleted.</param>
    public Task ChangedAsync(Room room, IncidentReference incident, string ts, string? text, string key, CancellationToken cancel) =>
        said.ChangedAsync("Slack", room, incident, ts, text is null ? null : SlackLine.Plain(text), key, cancel);

    private static async Task<ConversationMessage?> ReadAsync(ISlackApiClient client, string channel, string ts, CancellationToken cancel)
    {
        if (await client.Conversations.Message(channel, ts, cancel) is { } found)
        {
            return found;
        }

        try
        {
            // A reply stands in no history; its thread has it.
            return (await client.Conversations.Replies(channel, ts, 10, null, cancel)).Messages.FirstOrDefault(one => one.Ts == ts);
        }
        catch (SlackException gone) when (gone.Failure is SlackFailure.Target)
        {
            return null;
        }
    }

    private async Task<Id<RoomPost>> KeepAsync(SlackVisitor visitor, Room room, ConversationMessage message, CancellationToken cancel)
    {
        var author = message.User is null ? default : await people.FindAsync(visitor.Install, message.User, cancel);
        var name = message.User is null ? "an app" : await people.NameOfAsync(visitor.Install, message.User, cancel) ?? message.User;
        return await said.KeepAsync(room, new SaidMessage(message.Ts, author?.Person, name, SlackLine.Plain(message.Text), At(message.Ts) ?? time.Now), cancel);
    }

    /// <summary>The seconds before the point; the rest only makes it unique.</summary>
    private static DateTimeOffset? At(string ts) => long.TryParse(ts.Split('.')[0], out var seconds) && seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
