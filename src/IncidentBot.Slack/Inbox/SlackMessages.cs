using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Timeline;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Slack.Inbox;

/// <summary>Messages of a room that people put on the timeline: they are kept as they stood, and what becomes of them later is an entry of its own.</summary>
public sealed class SlackMessages(IncidentDb db, SlackPeople people, VerbRouter router, OwnWork work, IncidentTime time)
{
    /// <summary>Pins a message with the rights of whoever asks.</summary>
    public async Task<Reply> PinAsync(SlackVisitor visitor, Room room, IncidentReference incident, string ts, string key, string? why, CancellationToken cancel)
    {
        var stored = await KeptAsync(room, ts, cancel);
        if (stored is null)
        {
            if (await ReadAsync(visitor.Install.Client, room.Address!, ts, cancel) is not { } message)
            {
                return Reply.Of(SlackRefusals.MessageGone());
            }

            stored = await KeepAsync(visitor, room, message, cancel);
        }

        return await router.HandleAsync(new VerbRequest(key, visitor.Person, new PinMessage(stored.Value.ToString(), why), incident), cancel);
    }

    /// <summary>A message that is on the timeline reads otherwise now, or is gone.</summary>
    /// <param name="text">As Slack sent it; null when it was deleted.</param>
    public async Task ChangedAsync(Room room, IncidentReference incident, string ts, string? text, string key, CancellationToken cancel)
    {
        if (await KeptAsync(room, ts, cancel) is not { } id)
        {
            return;
        }

        await work.RunAsync(key, incident.Number, async (services, locked) =>
        {
            var post = await services.GetRequiredService<IncidentDb>().RoomPosts.SingleAsync(one => one.Id == id, cancel);
            if (text is null)
            {
                locked.Record("message-deleted", Actor.Bot, $"The message that {post.AuthorName} wrote at {post.At:yyyy-MM-dd HH:mm} UTC was deleted in Slack; the timeline keeps it", new { message = ts });
                return;
            }

            var now = CleanText.AtTheDoor(SlackLine.Plain(text));
            if (now != post.Text)
            {
                locked.Record("message-edited", Actor.Bot, $"The message that {post.AuthorName} wrote at {post.At:yyyy-MM-dd HH:mm} UTC was edited in Slack and now reads: {now}", new { message = ts, said = now });
            }
        }, cancel);
    }

    private async Task<Id<RoomPost>?> KeptAsync(Room room, string ts, CancellationToken cancel) =>
        await db.RoomPosts.Where(one => one.RoomId == room.Id && one.Key == Key(ts)).Select(one => (Id<RoomPost>?)one.Id).SingleOrDefaultAsync(cancel);

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
        await using var unit = await db.BeginAsync(cancel);
        if (await KeptAsync(room, message.Ts, cancel) is { } already)
        {
            return already;
        }

        var said = CleanText.AtTheDoor(SlackLine.Plain(message.Text));
        var post = new RoomPost(room.Id, Key(message.Ts), author?.Person, name, said.Length == 0 ? "(a message without words)" : said, At(message.Ts) ?? time.Now);
        db.Add(post);
        await db.SaveChangesAsync(cancel);
        await unit.CommitAsync(cancel);
        return post.Id;
    }

    private static string Key(string ts) => $"said:{ts}";

    /// <summary>The seconds before the point; the rest only makes it unique.</summary>
    private static DateTimeOffset? At(string ts) => long.TryParse(ts.Split('.')[0], out var seconds) && seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
