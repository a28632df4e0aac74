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
