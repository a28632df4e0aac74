using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Blocks;
using IncidentBot.Slack.Cards;
using IncidentBot.SlackFake;

namespace IncidentBot.Tests.Slack;

/// <summary>Slack's own clients hold the fake to account, and the types of their calls hold ours.</summary>
public sealed class FakeSlackOracleTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Slacks_own_clients_are_content_with_the_fake()
    {
        var folder = SlackOracle.Folder();
        await using var slack = await FakeSlack.StartAsync();
        var said = await SlackOracle.RunAsync(folder, "oracle.mjs", slack.ApiBaseUrl.ToString());
        Assert.Matches(@"(?m)^\d{3,} passed, 0 failed$", said);
    }

    [Fact]
    public async Task Our_calls_are_such_as_Slacks_own_client_makes()
    {
        var folder = SlackOracle.Folder();
        await using var scene = await SlackScene.StartAsync(("Slack:PostPaceMilliseconds", "0"));
        await CallEverythingAsync(scene);
        var said = await SlackOracle.RunAsync(folder, "check-calls.mjs", scene.Slack.Address.ToString());
        Assert.Matches("(?m), 0 faults$", said);
        Assert.All(scene.Slack.Calls, call => Assert.True(call.Ok, call.ToString()));
        Assert.All(scene.Slack.Calls.Where(call => call.Method != "response_url"), call => Assert.Equal(("POST", "application/x-www-form-urlencoded"), (call.Http, call.ContentType)));
    }

    /// <summary>Every method that our client has, each with all of its arguments.</summary>
    private static async Task CallEverythingAsync(SlackScene scene)
    {
        var (bot, slack) = (scene.Bot, scene.Slack);
        slack.App.RedirectUrls.Add(new("https://bot.example/callback"));
        var group = slack.Workspace.AddGroup("soc");
        await bot.Auth.Test(None);
        await bot.Team.Info(None);
        await scene.Client.WithAccessToken(FakeSlack.AppToken).AppsConnections.Open(None);
        await bot.Users.Info("U0001", None);
        await bot.Users.LookupByEmail("alex@example.com", None);
        await bot.Users.List("T0001", null, None);
        await bot.UserGroups.List("T0001", None);
        await bot.UserGroupUsers.List(group.Id, "T0001", None);

        var room = (await bot.Conversations.Create("inc-1", true, "T0001", None)).Id;
        var open = (await bot.Conversations.Create("inc-2", false, null, None)).Id;
        await bot.Conversations.Invite(room, ["U0001", "U0002"], true, None);
        await bot.Conversations.Kick(room, "U0002", None);
        await bot.Conversations.Join(open, None);
        await bot.Conversations.SetTopic(room, "topic", None);
        await bot.Conversations.SetPurpose(room, "purpose", None);
        await bot.Conversations.Rename(room, "inc-1-b", None);
        await bot.Conversations.Info(room, None);
        await bot.Conversations.List("public_channel,private_channel", true, "T0001", null, None);
        await bot.Conversations.Members(room, null, None);
        await bot.Conversations.Open(["U0001"], None);

        var shown = await new SlackCards((_, _) => Task.FromResult("id")).RenderAsync("Said **so**:\n- one\n- `two`", Card(), null, None);
        var posted = await bot.Chat.PostMessage(new Message { Channel = room, Text = shown.Text, Blocks = shown.Blocks, Metadata = new() { EventType = "incident", EventPayload = new Dictionary<string, string> { ["key"] = "card" } } }, None);
        await bot.Chat.PostMessage(new Message { Channel = room, Text = "reply", ThreadTs = posted.Ts, ReplyBroadcast = true }, None);
        await bot.Chat.Update(new MessageUpdate { ChannelId = room, Ts = posted.Ts, Text = shown.Text, Blocks = shown.Blocks, Metadata = new() { EventType = "incident" } }, None);
        await bot.Chat.PostEphemeral("U0001", new Message { Channel = room, Text = shown.Text, Blocks = shown.Blocks }, None);
        await bot.Chat.GetPermalink(room, posted.Ts, None);
        await bot.Conversations.History(room, "0", posted.Ts, 10, null, None);
        await bot.Conversations.Replies(room, posted.Ts, 10, null, None);
        await bot.Pins.Add(room, posted.Ts, None);
        await bot.Reactions.Add("eyes", room, posted.Ts, None);
        var bookmark = await bot.Bookmarks.Add(room, "Room", "https://bot.example/", ":shield:", None);
        await bot.Bookmarks.Edit(room, bookmark.Id, "Room", "https://bot.example/1", None);
        await bot.Bookmarks.List(room, None);
        await bot.Bookmarks.Remove(room, bookmark.Id, None);

        var view = await bot.Views.Open(Trigger(slack), View(shown), None);
        await bot.Views.Update(View(shown), view.View.Id, view.View.Hash, None);
        await bot.Views.Push(Trigger(slack, view.View.Id), View(shown), None);
        await bot.Views.Publish("U0001", new ViewDefinition { Type = "home", Blocks = shown.Blocks }, null, None);
        await OpenEveryFormAsync(scene);
        var back = slack.Consent(new Uri(slack.Address, $"oauth/v2/authorize?client_id={slack.App.ClientId}&scope=chat:write&redirect_uri=https://bot.example/callback"), slack.Workspace.User("alex"));
        slack.App.TokenRotation = true;
        var install = await scene.Client.OAuthV2.Access(slack.App.ClientId, slack.App.ClientSecret, System.Web.HttpUtility.ParseQueryString(back.Query)["code"]!, "https://bot.example/callback", None);
        await scene.Client.OAuthV2.Refresh(slack.App.ClientId, slack.App.ClientSecret, install.RefreshToken!, None);

        await bot.Chat.Delete(posted.Ts, room, None);
        await bot.Conversations.Archive(room, None);
        await bot.Auth.Revoke(None);
    }

    /// <summary>The form of every verb, empty and filled in, and somebody's home.</summary>
    private static async Task OpenEveryFormAsync(SlackScene scene)
    {
        var verbs = new VerbCatalogue();
        Task<string> Store(CardAction action, CancellationToken cancel) => Task.FromResult("id");
        var forms = new SlackForms(new SlackCards(Store), Store);
        foreach (var entry in verbs.All)
        {
            var form = FormSketch.Of(verbs, new CardAction("x", entry.Name, "{}", "INC-1", null, null));
            await scene.Bot.Views.Open(Trigger(scene.Slack), await forms.RenderAsync(form, "C1", None), None);
            var full = form with { Fields = [.. form.Fields.Select(field => field with { Value = field.Options.Count > 0 ? field.Options[0].Value : field.Kind switch { FieldKind.Flag => "true", FieldKind.Number => "3", _ => "words" } })] };
            await scene.Bot.Views.Open(Trigger(scene.Slack), await forms.RenderAsync(full, "C1", None), None);
        }

        var notice = new HomeNotice(Core.Id<Notice>.New(), new IncidentReference(1), Card(), DateTimeOffset.UnixEpoch);
        var home = new Home("Alex", new CardAction("Declare", "declare", "{}", "", null, null), [notice], [notice with { Notice = Core.Id<Notice>.New() }], [new HomeIncident(new IncidentReference(1), "name", "client", Severity.High, IncidentState.Triage, DateTimeOffset.UnixEpoch, false, true)]) { MorePages = 1 };
        await scene.Bot.Views.Publish("U0001", await new HomeView(Store).RenderAsync(home, None), null, None);
    }

    private static Card Card() => new("INC-1 Ransom note", "code name: triage.", [new CardFact("State", "triage", DateTimeOffset.UnixEpoch)], [new CardSection("Clocks", [new CardLine("GDPR", DateTimeOffset.UnixEpoch, "danger"), new CardLine("x")])],
        [new CardAction("Confirm", "confirm", "{}", "INC-1", "Triage", "k") { Primary = true }])
    { Footnote = "small", Tone = "danger" };

    private static ViewDefinition View(SlackContent shown) => new()
    {
        Type = "modal",
        Title = new PlainText("Title"),
        Submit = new PlainText("Send"),
        Close = new PlainText("Cancel"),
        CallbackId = "c",
        PrivateMetadata = "{}",
        NotifyOnClose = true,
        ClearOnClose = false,
        Blocks = shown.Blocks,
    };

    private static string Trigger(FakeSlack slack, string? view = null)
    {
        lock (slack.World.Gate)
        {
            return slack.World.NewTrigger(slack.Workspace, slack.Workspace.User("alex"), slack.World.Views.Find(one => one.Id == view)).Id;
        }
    }
}
