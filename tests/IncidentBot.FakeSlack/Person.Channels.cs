using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake;

/// <summary>What people do to messages and channels beside talking, each with its event.</summary>
public sealed partial class Person
{
    public void React(SlackChannel channel, SlackMessage message, string name)
    {
        lock (World.Gate)
        {
            message.Reactions.Add((name, user.Id));
        }

        Tell(channel, "reaction_added", new { type = "reaction_added", user = user.Id, reaction = name, item = new { type = "message", channel = channel.Id, ts = message.Ts }, item_user = message.By.Id });
    }

    /// <summary>Changes what they said. Slack tells of the channel, with the message as it is and as it was.</summary>
    public void Edit(SlackChannel channel, SlackMessage message, string text)
    {
        string before;
        lock (World.Gate)
        {
            (before, message.Text, message.EditedTs) = (message.Text, text, World.NewTs());
        }

        Tell(channel, channel.Subscription, new
        {
            type = "message",
            subtype = "message_changed",
            hidden = true,
            channel = channel.Id,
            channel_type = channel.IsPrivate ? "group" : "channel",
            ts = message.EditedTs,
            message = new { type = "message", user = user.Id, text, ts = message.Ts, edited = new { user = user.Id, ts = message.EditedTs } },
            previous_message = new { type = "message", user = user.Id, text = before, ts = message.Ts },
        });
    }

    /// <summary>Takes what they said away.</summary>
    public void Delete(SlackChannel channel, SlackMessage message)
    {
        lock (World.Gate)
        {
            channel.Messages.Remove(message);
        }

        Tell(channel, channel.Subscription, new
        {
            type = "message",
            subtype = "message_deleted",
            hidden = true,
            channel = channel.Id,
            channel_type = channel.IsPrivate ? "group" : "channel",
            ts = World.NewTs(),
            deleted_ts = message.Ts,
            previous_message = new { type = "message", user = user.Id, text = message.Text, ts = message.Ts },
        });
    }

    /// <summary>Comes in by themselves.</summary>
    public void Join(SlackChannel channel)
    {
        lock (World.Gate)
        {
            channel.Members.Add(user.Id);
            slack.Joined(channel, user, null);
        }
    }

    public void Archive(SlackChannel channel)
    {
        channel.Archived = true;
        Tell(channel, channel.IsPrivate ? "group_archive" : "channel_archive", new { type = channel.IsPrivate ? "group_archive" : "channel_archive", channel = channel.Id, user = user.Id });
    }

    public void Unarchive(SlackChannel channel)
    {
        channel.Archived = false;
        Tell(channel, channel.IsPrivate ? "group_unarchive" : "channel_unarchive", new { type = channel.IsPrivate ? "group_unarchive" : "channel_unarchive", channel = channel.Id, user = user.Id });
    }

    /// <summary>Here, and here alone, the event's channel is an object.</summary>
    public void Rename(SlackChannel channel, string name)
    {
        channel.PreviousNames.Insert(0, channel.Name);
        channel.Name = name;
        Tell(channel, channel.IsPrivate ? "group_rename" : "channel_rename", new { type = channel.IsPrivate ? "group_rename" : "channel_rename", channel = new { id = channel.Id, name, created = channel.Created } });
    }

    public void OpenHome()
    {
        lock (World.Gate)
        {
            slack.Deliveries.Emit(user.Home, null, "app_home_opened", new { type = "app_home_opened", user = user.Id, channel = Direct?.Id ?? World.NewId("D"), tab = "home" });
        }
    }

    private void Tell(SlackChannel channel, string subscription, object what)
    {
        lock (World.Gate)
        {
            slack.Deliveries.Emit(user.Home, channel, subscription, what);
        }
    }
}
