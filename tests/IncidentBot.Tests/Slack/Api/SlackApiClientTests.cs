using IncidentBot.Slack.Api;
using IncidentBot.SlackFake;
using IncidentBot.SlackFake.World;

namespace IncidentBot.Tests.Slack.Api;

/// <summary>Our client speaks so that a strict Slack understands every call.</summary>
public sealed class SlackApiClientTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_channel_lives_from_its_making_to_its_end()
    {
        await using var scene = await SlackScene.StartAsync();
        var bot = scene.Bot;
        var channel = await bot.Conversations.Create("inc-1-contoso", isPrivate: true, null, None);
        Assert.Equal("inc-1-contoso", channel.Name);
        Assert.True(channel is { IsPrivate: true, IsMember: true, IsArchived: false });

        Assert.Empty(await bot.Conversations.Invite(channel.Id, ["U0001", "U0002"], force: true, None));
        await bot.Conversations.SetTopic(channel.Id, "P1 & <urgent>", None);
        await bot.Conversations.SetPurpose(channel.Id, "INC-1", None);
        await bot.Conversations.Kick(channel.Id, "U0002", None);
        Assert.Equal("inc-1-moved", (await bot.Conversations.Rename(channel.Id, "inc-1-moved", None)).Name);

        var info = await bot.Conversations.Info(channel.Id, None);
        Assert.Equal((2, "P1 &amp; &lt;urgent&gt;"), (info.NumMembers, info.Topic!.Value));
        Assert.Equal(["inc-1-contoso"], info.PreviousNames!);
        await bot.Conversations.Archive(channel.Id, None);
        Assert.True((await bot.Conversations.Info(channel.Id, None)).IsArchived);
        Assert.Equal(SlackFailure.Benign, (await SlackScene.FailAsync(() => bot.Conversations.Archive(channel.Id, None))).Failure);
    }

    [Fact]
    public async Task A_message_is_posted_found_by_its_metadata_changed_pinned_and_taken_away()
    {
        await using var scene = await SlackScene.StartAsync();
        var bot = scene.Bot;
        var channel = await bot.Conversations.Create("room", isPrivate: false, null, None);
        var posted = await bot.Chat.PostMessage(new Message { Channel = channel.Id, Text = "a=b&c \"ü\" +%", Metadata = new() { EventType = "incident", EventPayload = new Dictionary<string, string> { ["key"] = "card" } } }, None);
        Assert.Equal("a=b&c \"ü\" +%", scene.Slack.Workspace.Channel("room").Messages.Single().Text);
        await bot.Chat.Update(new MessageUpdate { ChannelId = channel.Id, Ts = posted.Ts, Text = "changed" }, None);
        await bot.Pins.Add(channel.Id, posted.Ts, None);
        await bot.Reactions.Add("eyes", channel.Id, posted.Ts, None);
        await bot.Chat.PostMessage(new Message { Channel = channel.Id, Text = "reply", ThreadTs = posted.Ts }, None);

        var found = (await bot.Conversations.History(channel.Id, null, null, 100, null, None)).Messages.Single(one => one.Metadata?.EventPayload.GetProperty("key").GetString() == "card");
        Assert.Equal((posted.Ts, "changed"), (found.Ts, found.Text));
        Assert.Equal(["changed", "reply"], (await bot.Conversations.Replies(channel.Id, posted.Ts, 100, null, None)).Messages.Select(one => one.Text));
        Assert.Contains($"/archives/{channel.Id}/p", await bot.Chat.GetPermalink(channel.Id, posted.Ts, None), StringComparison.Ordinal);
        await bot.Chat.Delete(posted.Ts, channel.Id, None);
        Assert.Equal(SlackFailure.Benign, (await SlackScene.FailAsync(() => bot.Chat.Delete(posted.Ts, channel.Id, None))).Failure);
        Assert.Equal(SlackFailure.Target, (await SlackScene.FailAsync(() => bot.Chat.Update(new MessageUpdate { ChannelId = channel.Id, Ts = posted.Ts, Text = "x" }, None))).Failure);
    }

    [Fact]
    public async Task People_groups_bookmarks_and_the_workspace_are_read()
    {
        await using var scene = await SlackScene.StartAsync();
        var (bot, acme) = (scene.Bot, scene.Slack.Workspace);
        var group = acme.AddGroup("soc", acme.User("alex"));
        acme.AddUser("guest", guest: Guest.One);
        Assert.Equal("U0001", (await bot.Users.LookupByEmail("alex@example.com", None)).Id);
        Assert.Equal("users_not_found", (await SlackScene.FailAsync(() => bot.Users.LookupByEmail("no@example.com", None))).ErrorCode);
        Assert.True((await bot.Users.List(null, null, None)).Members.Single(one => one.Name == "guest").IsUltraRestricted);
        Assert.Equal("alex@example.com", (await bot.Users.Info("U0001", None)).Profile.Email);
        Assert.Equal(group.Id, Assert.Single(await bot.UserGroups.List(null, None)).Id);
        Assert.Equal(["U0001"], await bot.UserGroupUsers.List(group.Id, null, None));
        Assert.Equal(("T0001", "acme"), ((await bot.Auth.Test(None)).TeamId, (await bot.Team.Info(None)).Domain));

        var channel = await bot.Conversations.Create("room", isPrivate: false, null, None);
        var bookmark = await bot.Bookmarks.Add(channel.Id, "Room", "https://bot.example/inc/1", ":shield:", None);
        await bot.Bookmarks.Edit(channel.Id, bookmark.Id, "The room", null, None);
        Assert.Equal("The room", Assert.Single(await bot.Bookmarks.List(channel.Id, None)).Title);
        await bot.Bookmarks.Remove(channel.Id, bookmark.Id, None);
        Assert.Empty(await bot.Bookmarks.List(channel.Id, None));
    }

    [Fact]
    public async Task A_direct_message_opens_and_an_ephemeral_is_seen_by_one()
    {
        await using var scene = await SlackScene.StartAsync();
        var bot = scene.Bot;
        var direct = await bot.Conversations.Open(["U0001"], None);
        Assert.StartsWith("D", direct, StringComparison.Ordinal);
        await bot.Chat.PostMessage(new Message { Channel = "U0001", Text = "you are paged" }, None);
        Assert.Equal("you are paged", Assert.Single(scene.Slack.As("alex").Direct!.Messages).Text);

        var room = scene.Slack.Workspace.AddChannel("room", false, scene.Slack.Workspace.Bot!, scene.Slack.Workspace.User("alex"));
        await bot.Chat.PostEphemeral("U0001", new Message { Channel = room.Id, Text = "psst" }, None);
        Assert.Equal("psst", Assert.Single(scene.Slack.As("alex").Ephemerals).Text);
        Assert.Equal("user_not_in_channel", (await SlackScene.FailAsync(() => bot.Chat.PostEphemeral("U0002", new Message { Channel = room.Id, Text = "psst" }, None))).ErrorCode);
    }

    [Fact]
    public async Task Pages_are_read_to_the_end()
    {
        await using var scene = await SlackScene.StartAsync();
        scene.Slack.LargestPage = 2;
        for (var number = 0; number < 7; number++)
        {
            scene.Slack.Workspace.AddChannel($"room-{number}");
        }

        var names = new List<string>();
        await foreach (var channel in SlackPages.All(cursor => scene.Bot.Conversations.List("public_channel", true, null, cursor, None), page => page.Channels, None))
        {
            names.Add(channel.Name);
        }

        Assert.Equal(8, names.Distinct().Count());
        Assert.Equal(4, scene.Slack.CallsTo("conversations.list").Count);
    }

    [Fact]
    public async Task A_list_that_leads_in_a_circle_ends()
    {
        var asked = 0;
        async Task ReadAsync()
        {
            await foreach (var _ in SlackPages.All(_ => Task.FromResult(new ConversationMembersResponse { Ok = true, Members = [$"U{asked++}"], ResponseMetadata = new() { NextCursor = "again" } }), page => page.Members, None))
            {
            }
        }

        Assert.Equal("invalid_cursor", (await SlackScene.FailAsync(ReadAsync)).ErrorCode);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_token_of_the_wrong_kind_or_of_nobody_is_refused()
    {
        await using var scene = await SlackScene.StartAsync();
        Assert.Equal(("not_authed", SlackFailure.Reauthorise), Of(await SlackScene.FailAsync(() => scene.Client.Auth.Test(None))));
        Assert.Equal(("invalid_auth", SlackFailure.Reauthorise), Of(await SlackScene.FailAsync(() => scene.Client.WithAccessToken("xoxb-other").Auth.Test(None))));
        Assert.Equal(("not_allowed_token_type", SlackFailure.Configuration), Of(await SlackScene.FailAsync(() => scene.Bot.AppsConnections.Open(None))));
        Assert.Equal("ws", (await scene.Client.WithAccessToken(FakeSlack.AppToken).AppsConnections.Open(None)).Scheme);
        await scene.Bot.Auth.Revoke(None);
        Assert.Equal(("token_revoked", SlackFailure.Reauthorise), Of(await SlackScene.FailAsync(() => scene.Bot.Auth.Test(None))));
    }

    private static (string, SlackFailure) Of(SlackException fault) => (fault.ErrorCode, fault.Failure);
}
