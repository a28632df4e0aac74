using System.Text.Json.Nodes;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Requests;

namespace IncidentBot.Tests.Teams.Requests;

/// <summary>Each thing that Teams tells becomes a record of ours, with who, where and when.</summary>
public sealed class ActivityReaderTests
{
    [Fact]
    public async Task A_message_that_mentions_the_bot_is_what_was_typed_without_the_mention()
    {
        await using var scene = await TeamsScene.StartAsync();
        var said = await scene.TakenAsync<MessageReceived>(scene.Activity(but: one =>
        {
            one["text"] = "<at>IncidentBot</at>&nbsp;role ic <at>Kim &amp; Co</at>\u00a0now: a &lt;b&gt; &amp;amp; „c“\n";
            one["entities"] = new JsonArray(
                new JsonObject { ["type"] = "clientInfo", ["locale"] = "de-DE" },
                Mention($"28:{TeamsScene.App}", "IncidentBot", "<at>IncidentBot</at>"),
                Mention("29:kim", "Kim & Co", "<at>Kim &amp; Co</at>"));
        }));
        Assert.Equal("role ic @Kim & Co\u00a0now: a <b> &amp; „c“", said.Said.Text);
        var kim = Assert.Single(said.Said.Mentions);
        Assert.Equal(("@Kim & Co", "29:kim", "Kim & Co"), (said.Said.Text.Substring(kim.Start, kim.Length), kim.Id, kim.Name));
        Assert.True(said is { NamesBot: true, OnlyForBot: false, HasFiles: false });

        Assert.Equal(("29:alex", "33333333-cccc-4ccc-8ccc-000000000001", "Alex Berg"), (said.From!.Id, said.From.ObjectId, said.From.Name));
        Assert.Equal(("1700000000001", "de-DE", "Response", "inc-1", scene.Time.GetUtcNow()), (said.ActivityId, said.Locale, said.TeamName, said.ChannelName, said.At));
        Assert.Equal(
            new TeamsAddress(ConversationKind.Channel, TeamsScene.Tenant, $"28:{TeamsScene.App}", scene.ServiceUrl, "19:room@thread.tacv2;messageid=1700000000000") { RootMessageId = "1700000000000", TeamThreadId = "19:team@thread.tacv2", TeamGroupId = "44444444-dddd-4ddd-8ddd-000000000001", ChannelId = "19:room@thread.tacv2" },
            said.Address);
    }

    [Theory]
    [InlineData("<at>IncidentBot</at> help", "help", true, 0)]
    [InlineData("help <at>IncidentBot</at>", "help", true, 0)]
    [InlineData("please <at>IncidentBot</at> help", "please help", true, 0)]
    [InlineData("<at>IncidentBot</at> <at>IncidentBot</at> help", "<at>IncidentBot</at> help", true, 0)]
    [InlineData("&lt;at&gt;IncidentBot&lt;/at&gt; help", "<at>IncidentBot</at> help", false, 0)]
    [InlineData("<at>Kim</at> and <at>Kim</at>", "@Kim and @Kim", false, 2)]
    [InlineData("<at>Somebody</at> typed", "<at>Somebody</at> typed", false, 0)]
    [InlineData("\u00a0 \n", "", false, 0)]
    [InlineData("", "", false, 0)]
    public async Task Only_what_stands_beside_the_text_makes_a_mention(string text, string read, bool namesBot, int mentions)
    {
        await using var scene = await TeamsScene.StartAsync();
        var said = await scene.TakenAsync<MessageReceived>(scene.Activity(but: one => (one["text"], one["entities"]) = (text, new JsonArray(
            Mention($"28:{TeamsScene.App}", "IncidentBot", "<at>IncidentBot</at>"), Mention("29:kim", "Kim", "<at>Kim</at>"), Mention("29:kim2", "Kim", "<at>Kim</at>"), "nonsense"))));
        Assert.Equal((read, namesBot, mentions), (said.Said.Text, said.NamesBot, said.Said.Mentions.Count));
        Assert.All(said.Said.Mentions, one => Assert.Equal("@Kim", said.Said.Text.Substring(one.Start, one.Length)));
        Assert.Equal(new[] { "29:kim", "29:kim2" }.Take(mentions), said.Said.Mentions.Select(one => one.Id));
    }

    [Fact]
    public async Task What_only_the_bot_saw_and_what_has_files_is_told_apart()
    {
        await using var scene = await TeamsScene.StartAsync();
        Assert.True((await scene.TakenAsync<MessageReceived>(scene.Activity(but: one => one["recipient"]!["isTargeted"] = true))).OnlyForBot);
        Assert.True((await scene.TakenAsync<MessageReceived>(scene.Activity(but: one => one["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.teams.file.download.info" })))).HasFiles);
        Assert.False((await scene.TakenAsync<MessageReceived>(scene.Activity(but: one => one["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html" })))).HasFiles);
        var personal = await scene.TakenAsync<MessageReceived>(scene.Activity(but: one => (one["conversation"], one["channelData"]) = (JsonNode.Parse($$"""{"id":"a:1","conversationType":"personal","tenantId":"{{TeamsScene.Tenant}}"}"""), null)));
        Assert.Equal((ConversationKind.Personal, "a:1", null, null), (personal.Address.Kind, personal.Address.ConversationId, personal.Address.ChannelId, personal.Address.RootMessageId));
    }

    [Fact]
    public async Task Edits_and_deletions_keep_the_id_of_their_message()
    {
        await using var scene = await TeamsScene.StartAsync();
        var edit = await scene.TakenAsync<MessageEdited>(scene.Activity("messageUpdate", one => (one["text"], one["channelData"]!["eventType"]) = ("better", "editMessage")));
        Assert.Equal(("better", false, "1700000000001"), (edit.Said.Text, edit.Restored, edit.ActivityId));
        var again = await scene.TakenAsync<MessageEdited>(scene.Activity("messageUpdate", one => (one["text"], one["channelData"]!["eventType"], one["timestamp"]) = ("best", "editMessage", "2026-11-24T03:01:00Z")));
        Assert.NotEqual(edit.DeliveryKey, again.DeliveryKey);
        Assert.True((await scene.TakenAsync<MessageEdited>(scene.Activity("messageUpdate", one => one["channelData"]!["eventType"] = "undeleteMessage"))).Restored);
        Assert.Equal("1700000000001", (await scene.TakenAsync<MessageDeleted>(scene.Activity("messageDelete", one => one["channelData"]!["eventType"] = "softDeleteMessage"))).ActivityId);
    }

    [Fact]
    public async Task Presses_come_in_three_ways()
    {
        await using var scene = await TeamsScene.StartAsync();
        var press = await scene.TakenAsync<CardPressed>(Invoke("adaptiveCard/action", """{"action":{"type":"Action.Execute","verb":"ack","id":"x","data":{"incident":"INC-1"}},"trigger":"manual"}"""));
        Assert.Equal(("ack", "INC-1", "card-1", false, false), (press.Verb, press.Data.GetProperty("incident").GetString(), press.CardId, press.Automatic, press.ByMessage));
        var shown = await scene.TakenAsync<CardPressed>(Invoke("adaptiveCard/action", """{"action":{"verb":"refresh"},"trigger":"automatic"}"""));
        Assert.Equal(("refresh", "{}", true), (shown.Verb, shown.Data.GetRawText(), shown.Automatic));
        var old = await scene.TakenAsync<CardPressed>(scene.Activity("message", one => (one["value"], one["replyToId"]) = (new JsonObject { ["verb"] = "ack", ["note"] = "x" }, "card-1")));
        Assert.Equal(("ack", "x", "card-1", false, true), (old.Verb, old.Data.GetProperty("note").GetString(), old.CardId, old.Automatic, old.ByMessage));

        var opened = await scene.TakenAsync<DialogOpened>(Invoke("task/fetch", """{"data":{"msteams":{"type":"task/fetch"},"form":"declare"},"context":{"theme":"dark"}}"""));
        Assert.Equal(("declare", "card-1"), (opened.Data.GetProperty("form").GetString(), opened.CardId));
        Assert.Equal("ransom note", (await scene.TakenAsync<DialogSubmitted>(Invoke("task/submit", """{"data":{"title":"ransom note"}}"""))).Data.GetProperty("title").GetString());

        JsonObject Invoke(string name, string value) => scene.Activity("invoke", one => (one["name"], one["replyToId"], one["value"]) = (name, "card-1", JsonNode.Parse(value)));
    }

    [Fact]
    public async Task A_command_on_a_message_sees_the_message()
    {
        await using var scene = await TeamsScene.StartAsync();
        const string Value = """
            { "commandId": "pin", "commandContext": "message", "data": { "note": "x" },
              "messagePayload": { "id": "1700000000005", "createdDateTime": "2026-11-24T02:59:00Z", "linkToMessage": "https://teams.microsoft.com/l/message/1",
                "from": { "user": { "id": "33333333-cccc-4ccc-8ccc-000000000002", "displayName": "Kim" } },
                "body": { "contentType": "html", "content": "<div>FS01 &amp; FS02<br>are <b>gone</b></div>" } } }
            """;
        var opened = await scene.TakenAsync<ExtensionOpened>(scene.Activity("invoke", one => (one["name"], one["value"]) = ("composeExtension/fetchTask", JsonNode.Parse(Value))));
        Assert.Equal(("pin", new TeamsMessageRead("1700000000005", "FS01 & FS02\nare gone", "33333333-cccc-4ccc-8ccc-000000000002", "Kim", new DateTimeOffset(2026, 11, 24, 2, 59, 0, TimeSpan.Zero), "https://teams.microsoft.com/l/message/1")), (opened.CommandId, opened.On));
        var done = await scene.TakenAsync<ExtensionSubmitted>(scene.Activity("invoke", one => (one["name"], one["value"]) = ("composeExtension/submitAction", JsonNode.Parse(Value))));
        Assert.Equal(("pin", "x", "1700000000005"), (done.CommandId, done.Data.GetProperty("note").GetString(), done.On!.Id));
    }

    [Fact]
    public async Task Reactions_members_channels_and_installations_are_told()
    {
        await using var scene = await TeamsScene.StartAsync();
        var reaction = await scene.TakenAsync<ReactionAdded>(scene.Activity("messageReaction", one => (one["replyToId"], one["reactionsAdded"]) = ("m1", new JsonArray(new JsonObject { ["type"] = "like" }, new JsonObject { ["type"] = "heart" }))));
        Assert.Equal(("m1", "like heart"), (reaction.MessageId, string.Join(' ', reaction.Reactions)));
        Assert.Equal((200, ""), await scene.SendAsync(scene.Activity("messageReaction", one => (one["replyToId"], one["reactionsRemoved"]) = ("m1", new JsonArray(new JsonObject { ["type"] = "like" })))));

        var added = await scene.TakenAsync<MembersAdded>(Change("teamMemberAdded", "membersAdded", "29:kim", $"28:{TeamsScene.App}"));
        Assert.Equal(("29:kim", "o-29:kim", true), (added.People.Single().Id, added.People.Single().ObjectId, added.BotToo));
        var removed = await scene.TakenAsync<MembersRemoved>(Change("teamMemberRemoved", "membersRemoved", "29:kim"));
        Assert.Equal(("29:kim", false), (removed.People.Single().Id, removed.BotToo));
        await scene.TakenAsync<ChannelRenamed>(Change("channelRenamed", "none"));
        await scene.TakenAsync<ChannelDeleted>(Change("channelDeleted", "none"));
        await scene.TakenAsync<ChannelRestored>(Change("channelRestored", "none"));
        await scene.TakenAsync<AppInstalled>(scene.Activity("installationUpdate", one => one["action"] = "add"));
        await scene.TakenAsync<AppRemoved>(scene.Activity("installationUpdate", one => one["action"] = "remove"));

        JsonObject Change(string what, string rows, params string[] people) => scene.Activity("conversationUpdate", one =>
            (one["channelData"]!["eventType"], one[rows]) = (what, new JsonArray([.. people.Select(id => new JsonObject { ["id"] = id, ["aadObjectId"] = $"o-{id}" })])));
    }

    [Fact]
    public async Task A_repeat_has_the_same_key_and_nothing_else_has_it()
    {
        await using var scene = await TeamsScene.StartAsync();
        var first = await scene.TakenAsync<MessageReceived>(scene.Activity());
        Assert.Equal(first.DeliveryKey, (await scene.TakenAsync<MessageReceived>(scene.Activity())).DeliveryKey);
        Assert.InRange(first.DeliveryKey.Length, 64, 200);
        string[] others =
        [
            (await scene.TakenAsync<MessageReceived>(scene.Activity(but: one => one["id"] = "1700000000002"))).DeliveryKey,
            (await scene.TakenAsync<MessageReceived>(scene.Activity(but: one => one["conversation"]!["id"] = "19:other@thread.tacv2"))).DeliveryKey,
            (await scene.TakenAsync<MessageDeleted>(scene.Activity("messageDelete"))).DeliveryKey,
            (await scene.TakenAsync<DialogOpened>(scene.Activity("invoke", one => one["name"] = "task/fetch"))).DeliveryKey,
            (await scene.TakenAsync<DialogSubmitted>(scene.Activity("invoke", one => one["name"] = "task/submit"))).DeliveryKey,
            (await scene.TakenAsync<ChannelRenamed>(Nameless("a"))).DeliveryKey,
            (await scene.TakenAsync<ChannelRenamed>(Nameless("b"))).DeliveryKey,
        ];
        Assert.Equal(8, others.Append(first.DeliveryKey).Distinct().Count());
        Assert.Equal(others[5], (await scene.TakenAsync<ChannelRenamed>(Nameless("a"))).DeliveryKey);

        JsonObject Nameless(string name) => scene.Activity("conversationUpdate", one =>
        {
            one.Remove("id");
            (one["channelData"]!["eventType"], one["channelData"]!["channel"]!["name"]) = ("channelRenamed", name);
        });
    }

    private static JsonObject Mention(string id, string name, string text) => new() { ["type"] = "mention", ["text"] = text, ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = name } };
}
