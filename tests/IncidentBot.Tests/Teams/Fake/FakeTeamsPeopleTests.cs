using IncidentBot.TeamsFake;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;

namespace IncidentBot.Tests.Teams.Fake;

/// <summary>People talk, press and fill in; a bot of the SDK hears it as what it is, and what it answers is what they see.</summary>
public sealed class FakeTeamsPeopleTests
{
    private const string Card = """
        {"type":"AdaptiveCard","version":"1.4","body":[{"type":"TextBlock","text":"INC-1"},{"type":"Input.Text","id":"note","isRequired":true,"maxLength":10,"errorMessage":"Say why"}],
         "refresh":{"action":{"type":"Action.Execute","verb":"look"}},
         "actions":[{"type":"Action.Execute","title":"Contained","verb":"contained","data":{"incident":"INC-1"}},
                    {"type":"Action.Submit","title":"Edit","data":{"msteams":{"type":"task/fetch"},"form":"edit"},"associatedInputs":"none"},
                    {"type":"Action.Submit","title":"Old","data":{"verb":"old"},"associatedInputs":"none"}]}
        """;

    private const string Mine = """{"type":"AdaptiveCard","version":"1.4","body":[{"type":"TextBlock","text":"INC-1 contained"}]}""";

    [Fact]
    public async Task The_bot_hears_what_mentions_it_and_answers_in_the_thread()
    {
        var bot = new RecordingBot { OnMessage = turn => turn.SendActivityAsync(MessageFactory.Text("heard")) };
        await using var scene = await FakeTeamsScene.StartAsync(bot);
        var (alex, general) = (scene.Teams.As("alex"), scene.Teams.Team.General);
        var said = await alex.SayAsync(general, "declare <at>Megan Bowen</at> saw R&D <down>", mention: true);
        Assert.Equal(["message declare <at>Megan Bowen</at> saw R&amp;D &lt;down&gt;"], bot.Heard);
        Assert.True(said.Delivery.Ok);
        var reply = Assert.Single(general.Posts);
        Assert.Equal((said.Message.Id, "heard"), (reply.RootId, reply.Shown));
        Assert.Equal($"{general.Id};messageid={said.Message.Id}", (string?)said.Delivery.Activity["conversation"]!["id"]);
        Assert.Equal(scene.Teams.World.User("megan").IdFor(scene.Teams.App), (string?)said.Delivery.Activity["entities"]![1]!["mentioned"]!["id"]);
        Assert.Null(said.Delivery.Activity["channelData"]!["team"]!["aadGroupId"]);
        Assert.False((await alex.SayAsync(general, "among us")).Delivery.Told);
        scene.Teams.Team.Installation(scene.Teams.App)!.Consents.Add("ChannelMessage.Read.Group");
        Assert.True((await alex.SayAsync(general, "all is heard", thread: said.Message)).Delivery.Told);
        Assert.Empty(scene.Teams.Wrongs);
    }

    [Fact]
    public async Task A_press_brings_a_card_of_ones_own_until_the_bot_changes_it_for_all()
    {
        var bot = new RecordingBot { OnMessage = turn => turn.SendActivityAsync(Carded(Card)), OnExecute = _ => Carding(Mine) };
        await using var scene = await FakeTeamsScene.StartAsync(bot);
        var (alex, megan, general) = (scene.Teams.As("alex"), scene.Teams.As("megan"), scene.Teams.Team.General);
        await alex.SayAsync(general, "status", mention: true);
        var message = Assert.Single(general.Posts);
        await Assert.ThrowsAsync<InvalidOperationException>(() => alex.PressAsync(message, "Contained"));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => alex.PressAsync(message, "Nonsense"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => alex.PressAsync(message, "Contained", new Dictionary<string, string> { ["note"] = "longer than ten" }));
        var answer = await alex.PressAsync(message, "Contained", new Dictionary<string, string> { ["note"] = "done" });
        Assert.Equal("INC-1 contained", answer.Shown);
        Assert.Equal("""{"incident":"INC-1","note":"done"}""", answer.Delivery.Activity["value"]!["action"]!["data"]!.ToJsonString());
        Assert.Equal("INC-1 contained", message.ShownTo(alex.User));
        Assert.Equal("INC-1", message.ShownTo(megan.User));

        Assert.Null(await megan.LookAsync(message));
        scene.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("INC-1 contained", (await megan.LookAsync(message))!.Shown);
        Assert.Equal(["message status", "execute contained manual", "execute look automatic"], bot.Heard);

        var connector = await scene.ConnectorAsync();
        var update = Carded("""{"type":"AdaptiveCard","version":"1.4","body":[{"type":"TextBlock","text":"INC-1 closed"}]}""");
        update.Id = message.Id;
        await connector.Conversations.UpdateActivityAsync(general.Id, message.Id, (Activity)update);
        Assert.Equal("INC-1 closed", message.ShownTo(alex.User));
        Assert.Empty(scene.Teams.Wrongs);
    }

    [Fact]
    public async Task A_button_opens_a_form_and_the_form_is_submitted()
    {
        var bot = new RecordingBot
        {
            OnMessage = turn => turn.Activity.Value is null ? turn.SendActivityAsync(Carded(Card)) : Task.CompletedTask,
            OnFetch = asked => Form($"Edit {((JObject)asked.Data)["form"]}"),
            OnSubmit = _ => new TaskModuleResponse { Task = new TaskModuleMessageResponse("saved") },
        };
        await using var scene = await FakeTeamsScene.StartAsync(bot);
        var (alex, general) = (scene.Teams.As("alex"), scene.Teams.Team.General);
        await alex.SayAsync(general, "status", mention: true);
        var message = Assert.Single(general.Posts);
        var dialog = (await alex.PressAsync(message, "Edit")).Dialog!;
        Assert.Equal(("Edit edit", "why"), (dialog.Title, Assert.Single(dialog.Inputs)));
        Assert.Equal("saved", (await alex.SubmitAsync(dialog, new Dictionary<string, string> { ["why"] = "because" })).Text);
        Assert.False(dialog.Open);
        await Assert.ThrowsAsync<InvalidOperationException>(() => alex.SubmitAsync(dialog));
        Assert.Contains("because", bot.Heard.Last(), StringComparison.Ordinal);
        await alex.PressAsync(message, "Old");
        Assert.Contains("\"verb\": \"old\"", bot.Heard.Last(), StringComparison.Ordinal);
        Assert.Empty(scene.Teams.Wrongs);
    }

    [Fact]
    public async Task The_menu_of_a_message_offers_the_apps_commands()
    {
        var bot = new RecordingBot { OnExtension = _ => new MessagingExtensionActionResponse { Task = Form("Declare").Task } };
        await using var scene = await FakeTeamsScene.StartAsync(bot);
        var (alex, general) = (scene.Teams.As("alex"), scene.Teams.Team.General);
        var said = await alex.SayAsync(general, "FS01 shows a ransom note");
        var opened = await alex.ActOnAsync(said.Message, "declare");
        Assert.True((await alex.SubmitAsync(opened.Dialog!, new Dictionary<string, string> { ["why"] = "note" })).Ok);
        Assert.Equal($"fetch declare about {said.Message.Id}", bot.Heard.First());
        Assert.Equal("Declare", (await alex.ComposeAsync(general, "declare")).Dialog!.Title);
        Assert.Empty(scene.Teams.Wrongs);
    }

    [Fact]
    public async Task An_answer_that_Teams_would_not_show_is_told()
    {
        var bot = new RecordingBot { OnMessage = turn => turn.SendActivityAsync(Carded(Card)), OnExecute = _ => Carding("""{"type":"AdaptiveCard","version":"9.9"}""") };
        await using var scene = await FakeTeamsScene.StartAsync(bot);
        var alex = scene.Teams.As("alex");
        await alex.SayAsync(scene.Teams.Team.General, "status", mention: true);
        var answer = await alex.PressAsync(Assert.Single(scene.Teams.Team.General.Posts), "Contained", new Dictionary<string, string> { ["note"] = "x" });
        Assert.False(answer.Ok);
        Assert.Contains("version 9.9", Assert.Single(scene.Teams.Wrongs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_change_and_how_they_react_is_told()
    {
        var bot = new RecordingBot { OnMessage = turn => turn.SendActivityAsync(MessageFactory.Text("heard")) };
        await using var scene = await FakeTeamsScene.StartAsync(bot);
        var alex = scene.Teams.As("alex");
        await alex.InstallAsync();
        var chat = alex.Chat!;
        var said = (await alex.SayAsync(chat, "note one")).Message;
        await alex.EditAsync(said, "note two");
        await alex.DeleteAsync(said);
        await alex.UndeleteAsync(said);
        var reply = Assert.Single(chat.Posts);
        await alex.ReactAsync(reply, "like");
        Assert.False((await alex.ReactAsync(said, "heart")).Told);
        Assert.Equal(["message note one", "edit note two", "delete", "undelete", $"reaction like to {reply.Id}"], bot.Heard.Skip(2));
        Assert.Empty(scene.Teams.Wrongs);
    }

    [Fact]
    public async Task What_happens_in_a_team_is_told()
    {
        var bot = new RecordingBot();
        await using var scene = await FakeTeamsScene.StartAsync(bot);
        var (alex, team, lee) = (scene.Teams.As("alex"), scene.Teams.Team, scene.Teams.AddUser("Lee Gu"));
        await alex.AddAsync(team, lee);
        await alex.CreateAsync(team, "inc-1");
        var channel = team.Channel("inc-1");
        await alex.RenameAsync(channel, "inc-1-contoso");
        await alex.DeleteAsync(channel);
        await alex.RestoreAsync(channel);
        await alex.RenameAsync(team, "Response");
        await alex.RemoveAsync(team, lee);
        await alex.UninstallAsync(team);
        Assert.False((await alex.RenameAsync(team, "Elsewhere")).Told);
        Assert.Equal([$"added Lee Gu to {team.GroupId}", "channel inc-1", "renamed inc-1-contoso", "deleted inc-1-contoso", "restored inc-1-contoso", "team Response", $"removed {lee.ObjectId}", "uninstalled"], bot.Heard);
        bot.Heard.Clear();
        await alex.InstallAsync(team);
        Assert.Equal([$"added {scene.Teams.App.BotId} to {team.GroupId}", "installed channel"], bot.Heard.Order());
        Assert.All(scene.Teams.Deliveries.All.Where(one => one.Told), one => Assert.True(one.Ok, one.ToString()));
    }

    [Fact]
    public async Task What_Graph_does_is_told_too()
    {
        var bot = new RecordingBot();
        await using var scene = await FakeTeamsScene.StartAsync(bot);
        await (await scene.GraphAsync()).Teams[scene.Teams.Team.GroupId].Channels.PostAsync(new() { DisplayName = "inc-1" });
        await scene.Teams.Deliveries.SettleAsync();
        Assert.Equal(["channel inc-1"], bot.Heard);
    }

    [Fact]
    public async Task What_the_bot_fails_at_comes_again_where_a_test_wants_it_and_a_press_never_does()
    {
        var bot = new RecordingBot { OnMessage = _ => throw new InvalidOperationException("not now") };
        await using var scene = await FakeTeamsScene.StartAsync(bot);
        var (alex, general) = (scene.Teams.As("alex"), scene.Teams.Team.General);
        Assert.Equal(500, Assert.Single((await alex.SayAsync(general, "status", mention: true)).Delivery.Tries).Status);
        scene.Teams.Deliveries.Redelivers = true;
        var delivery = (await alex.SayAsync(general, "status", mention: true)).Delivery;
        Assert.Equal([500, 500, 500, 500], delivery.Tries.Select(one => one.Status));
        bot.OnMessage = _ => Task.CompletedTask;
        Assert.True((await scene.Teams.Deliveries.RepeatAsync(delivery)).Ok);
        Assert.Single(bot.Heard.Distinct());
    }

    [Fact]
    public async Task Who_takes_too_long_over_an_answer_has_given_none()
    {
        var heard = new TaskCompletionSource();
        var bot = new RecordingBot
        {
            OnMessage = _ =>
            {
                heard.SetResult();
                return new TaskCompletionSource().Task;
            },
        };
        await using var scene = await FakeTeamsScene.StartAsync(bot);
        var said = scene.Teams.As("alex").SayAsync(scene.Teams.Team.General, "status", mention: true);
        await heard.Task;
        scene.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal((0, "timeout"), Assert.Single((await said).Delivery.Tries) is { } one ? (one.Status, one.Failure) : default);
    }

    [Fact]
    public async Task The_adapter_begins_a_thread_and_goes_on_with_it_later()
    {
        var bot = new RecordingBot();
        await using var scene = await FakeTeamsScene.StartAsync(bot);
        var (general, service) = (scene.Teams.Team.General, scene.Teams.ServiceUrl.ToString());
        ConversationReference? thread = null;
        await scene.Adapter!.CreateConversationAsync(FakeTeams.AppId, "msteams", service, "https://api.botframework.com", FakeTeamsConnectorTests.Thread(scene, general.Id, "first"), (turn, _) =>
        {
            thread = turn.Activity.GetConversationReference();
            return Task.CompletedTask;
        }, CancellationToken.None);
        await scene.Adapter.ContinueConversationAsync(FakeTeams.AppId, thread!, (turn, cancel) => turn.SendActivityAsync("second", cancellationToken: cancel), CancellationToken.None);
        Assert.Equal(["first", "second"], general.Posts.Select(one => one.Shown));
        Assert.Equal(general.Posts[0].Id, general.Posts[1].RootId);
        var direct = new ConversationReference { ServiceUrl = service, ChannelId = "msteams", Bot = new ChannelAccount(scene.Teams.App.BotId), Conversation = new ConversationAccount { Id = general.Id } };
        await scene.Adapter.ContinueConversationAsync(FakeTeams.AppId, direct, (turn, cancel) => turn.SendActivityAsync("third", cancellationToken: cancel), CancellationToken.None);
        Assert.False(general.Posts[2].IsReply);
        Assert.Empty(scene.Teams.Wrongs);
    }

    private static IMessageActivity Carded(string card) => MessageFactory.Attachment(new Attachment { ContentType = "application/vnd.microsoft.card.adaptive", Content = JObject.Parse(card) });

    private static AdaptiveCardInvokeResponse Carding(string card) => new() { StatusCode = 200, Type = "application/vnd.microsoft.card.adaptive", Value = JObject.Parse(card) };

    private static TaskModuleResponse Form(string title) => new()
    {
        Task = new TaskModuleContinueResponse
        {
            Value = new TaskModuleTaskInfo
            {
                Title = title,
                Height = 300,
                Width = "medium",
                Card = new Attachment
                {
                    ContentType = "application/vnd.microsoft.card.adaptive",
                    Content = JObject.Parse("""{"type":"AdaptiveCard","version":"1.4","body":[{"type":"Input.Text","id":"why","label":"Why"}],"actions":[{"type":"Action.Submit","title":"Save","data":{"form":"edit"}}]}"""),
                },
            },
        },
    };
}
