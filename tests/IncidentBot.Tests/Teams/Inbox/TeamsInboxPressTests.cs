using System.Text.Json.Nodes;
using IncidentBot.Teams.Inbox;
using IncidentBot.TeamsFake.Cards;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Teams.Inbox;

/// <summary>What people press in Teams: it is done with their own rights, wherever the button came from.</summary>
public sealed class TeamsInboxPressTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_press_acts_with_the_rights_of_who_presses(Database database)
    {
        await using var scene = await InboxScene.DeclaredAsync(database);
        var alex = await scene.Teams.As("alex").PressAsync(scene.Card, "Confirm incident");
        Assert.Contains("There is no INC-1 that you can see", alex.Text, StringComparison.Ordinal);
        Assert.Equal(Core.Incidents.IncidentState.Triage, (await scene.Bot.IncidentAsync("INC-1")).State);

        var sam = await scene.Teams.As("Sam").PressAsync(scene.Card, "Confirm incident");
        Assert.True(sam.Ok, sam.Delivery.ToString());
        Assert.NotNull(sam.Text);
        Assert.NotEqual(Core.Incidents.IncidentState.Triage, (await scene.Bot.IncidentAsync("INC-1")).State);
        await scene.Bot.SettleAsync();
        Assert.DoesNotContain("Confirm incident", scene.Card.Buttons);
    }

    [Fact]
    public async Task A_stale_press_changes_nothing_and_shows_the_card_as_it_stands()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        await scene.Bot.DoAsync("sam", "confirm", "INC-1");
        var nora = scene.Teams.As("Nora");
        var pressed = await nora.PressAsync(scene.Card, "Confirm incident");
        Assert.Contains("moved on", pressed.Shown, StringComparison.Ordinal);
        Assert.NotNull(pressed.Card);
        Assert.DoesNotContain("Confirm incident", scene.Card.CardOf(nora.User)!.ToJsonString(), StringComparison.Ordinal);

        // Hers renews itself from now on; the others' is as it was until the bot changes it.
        scene.Bot.Time.Advance(TimeSpan.FromMinutes(2));
        var looked = await nora.LookAsync(scene.Card);
        Assert.True(looked!.Ok, looked.Delivery.ToString());
        Assert.DoesNotContain("moved on", scene.Card.ShownTo(nora.User), StringComparison.Ordinal);
        Assert.Contains("Confirm incident", scene.Card.Buttons);
    }

    [Fact]
    public async Task A_fresh_card_is_shown_to_who_may_see_it_and_others_are_not_told_that_there_is_one()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var refresh = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "refresh", ["data"] = new JsonObject { ["incidentbot"] = new JsonObject { ["fresh"] = "incident:INC-1" } } }, ["trigger"] = "automatic" };
        Assert.Contains("ransom note", await InvokeAsync(scene, "Sam", "adaptiveCard/action", refresh), StringComparison.Ordinal);
        Assert.Contains(FreshCards.Nothing, await InvokeAsync(scene, "alex", "adaptiveCard/action", refresh), StringComparison.Ordinal);
        refresh["action"]!["data"]!["incidentbot"]!["fresh"] = "incident:INC-9";
        Assert.Contains(FreshCards.Nothing, await InvokeAsync(scene, "Sam", "adaptiveCard/action", refresh), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_looks_at_the_card_in_the_room_sees_it_as_it_stands_with_the_buttons_that_they_may_press()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var (sam, evan) = (await scene.KnowAsync("sam"), await scene.KnowAsync("evan"));
        await scene.Bot.DoAsync("sam", "confirm", "INC-1");
        await scene.Bot.SettleAsync();
        scene.Bot.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await sam.LookAsync(scene.Card))!.Ok);
        Assert.True((await evan.LookAsync(scene.Card))!.Ok);
        Assert.Contains("Contained", CardView.Buttons(scene.Card.CardOf(sam.User)!));
        Assert.DoesNotContain("Contained", CardView.Buttons(scene.Card.CardOf(evan.User)!));
        Assert.Contains("ransom note", scene.Card.ShownTo(evan.User), StringComparison.Ordinal);
        Assert.Null(await evan.LookAsync(scene.Card));
    }

    [Fact]
    public async Task Who_only_looks_and_may_not_see_it_keeps_the_card_that_is_there()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var alex = scene.Teams.As("alex");
        scene.Bot.Time.Advance(TimeSpan.FromMinutes(2));
        var shown = scene.Card.ShownTo(alex.User);
        var looked = (await alex.LookAsync(scene.Card))!;

        // Words would stand in the card's place, before somebody who asked nothing.
        Assert.Null(looked.Text);
        Assert.Equal((FreshCards.Nothing, shown), (looked.Error, scene.Card.ShownTo(alex.User)));
    }

    [Fact]
    public async Task What_nobody_pressed_does_nothing()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var press = Pressed(scene, "Confirm incident");
        press["trigger"] = "automatic";
        Assert.Contains(FreshCards.Nothing, await InvokeAsync(scene, "Sam", "adaptiveCard/action", press), StringComparison.Ordinal);
        Assert.Equal(Core.Incidents.IncidentState.Triage, (await scene.Bot.IncidentAsync("INC-1")).State);
    }

    [Fact]
    public async Task A_button_that_is_sent_by_another_or_from_elsewhere_acts_with_their_rights_or_not_at_all()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var press = Pressed(scene, "Confirm incident");

        // Alex took it from the card and sends it from his own chat.
        var alex = scene.Teams.As("alex");
        var forged = await InvokeAsync(scene, "alex", "adaptiveCard/action", press, await alex.ChatAsync());
        Assert.Contains("There is no INC-1 that you can see", forged, StringComparison.Ordinal);
        var guest = scene.Guest("Gus Grant");
        await InvokeAsync(scene, "Gus", "adaptiveCard/action", press);
        Assert.Contains("You are a guest", guest.Told(scene.Room)[^1].Shown, StringComparison.Ordinal);

        // A page is its own person's.
        var nora = scene.Teams.As("Nora");
        var ack = Pressed(scene, "Acknowledge", nora.Chat!.Posts[0]);
        await InvokeAsync(scene, "alex", "adaptiveCard/action", ack, alex.Chat);
        Assert.NotEmpty(await scene.Bot.InboxAsync("nora"));
        Assert.Equal(Core.Incidents.IncidentState.Triage, (await scene.Bot.IncidentAsync("INC-1")).State);

        // What another verb is put into does not become it, and what is no button of ours does nothing.
        press["action"]!["data"]!["incidentbot"]!["press"]!["v"] = "close";
        Assert.Contains("another action", await InvokeAsync(scene, "Sam", "adaptiveCard/action", press), StringComparison.Ordinal);
        press["action"]!["data"] = new JsonObject { ["v"] = "confirm" };
        Assert.Contains("from another time", await InvokeAsync(scene, "Sam", "adaptiveCard/action", press), StringComparison.Ordinal);

        // Whoever may, may so from elsewhere too.
        await InvokeAsync(scene, "Sam", "adaptiveCard/action", Pressed(scene, "Confirm incident"), await scene.Teams.As("Sam").ChatAsync());
        Assert.NotEqual(Core.Incidents.IncidentState.Triage, (await scene.Bot.IncidentAsync("INC-1")).State);
    }

    [Fact]
    public async Task An_old_client_is_answered_in_a_message()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var sam = scene.Teams.As("Sam");
        Assert.Equal("", await MessageAsync(scene, sam, Pressed(scene, "Confirm incident")["action"]!["data"]!));
        Assert.NotEqual(Core.Incidents.IncidentState.Triage, (await scene.Bot.IncidentAsync("INC-1")).State);
        Assert.Single(sam.Told(scene.Room));
    }

    [Fact]
    public async Task Where_a_client_opens_no_dialog_the_form_is_a_card_in_whose_place_the_answer_stands()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var sam = scene.Teams.As("Sam");
        await MessageAsync(scene, sam, Pressed(scene, "Post update")["action"]!["data"]!);
        var form = sam.Told(scene.Room)[^1];
        Assert.Contains("Post an update", form.Shown, StringComparison.Ordinal);
        var send = Assert.Single(form.Buttons);

        // What is refused stands there again with what was filled in.
        var filled = new Dictionary<string, string> { ["text"] = " ", ["need"] = "somebody at the data centre" };
        Assert.True((await sam.PressAsync(form, send, filled)).Ok);
        Assert.Contains("somebody at the data centre", form.CardOf(sam.User)!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("posted an update", StringComparison.Ordinal));

        Assert.True((await sam.PressAsync(form, send, new Dictionary<string, string>(filled) { ["text"] = "two servers are encrypted" })).Ok);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("two servers are encrypted", StringComparison.Ordinal));
        Assert.DoesNotContain("Input.Text", form.CardOf(sam.User)!.ToJsonString(), StringComparison.Ordinal);

        // By a client that knows no Action.Execute it is sent as a message, and so is the answer.
        await MessageAsync(scene, sam, Pressed(scene, "Post update")["action"]!["data"]!);
        var update = Pressed(scene, send, sam.Told(scene.Room)[^1])["action"]!["data"]!;
        update["text"] = "the beacon is on FS03";
        await MessageAsync(scene, sam, update);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("the beacon is on FS03", StringComparison.Ordinal));
        Assert.DoesNotContain("Input.Text", sam.Told(scene.Room)[^1].Card!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_acknowledged_in_the_personal_chat()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var nora = scene.Teams.As("Nora");
        var page = nora.Chat!.Posts[0];
        Assert.True((await nora.PressAsync(page, "Acknowledge")).Ok);
        await scene.Bot.SettleAsync();
        Assert.Empty(page.Buttons);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("acknowledged page 1", StringComparison.Ordinal));
    }

    /// <summary>What Teams would send for a button of the incident's card, or of another.</summary>
    private static JsonObject Pressed(TeamsBot scene, string button, TeamsFake.World.TeamsMessage? on = null)
    {
        var action = Actions((on ?? scene.Card).Card!).First(one => (string?)one["title"] == button);
        return new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "press", ["data"] = action["data"]!.DeepClone() }, ["trigger"] = "manual" };
    }

    private static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject some => some.SelectMany(one => Actions(one.Value)).Concat(((string?)(some["type"] as JsonValue))?.StartsWith("Action.", StringComparison.Ordinal) is true ? [some] : []),
        JsonArray many => many.SelectMany(Actions),
        _ => [],
    };

    /// <summary>Sends an invoke as somebody, letter by letter.</summary>
    private static async Task<string> InvokeAsync(TeamsBot scene, string who, string name, JsonObject value, TeamsFake.World.TeamsConversation? where = null)
    {
        var activity = Activity(scene, who, where ?? scene.Room);
        (activity["type"], activity["name"], activity["value"]) = ("invoke", name, value.DeepClone());
        var delivery = await scene.Teams.Deliveries.PostAsync(scene.Teams.App, activity);
        Assert.True(delivery.Ok, delivery.ToString());
        return JsonNode.Parse(delivery.Body)!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static async Task<string> MessageAsync(TeamsBot scene, TeamsFake.Person who, JsonNode data)
    {
        var activity = Activity(scene, who.User.Name, scene.Room);
        (activity["type"], activity["value"], activity["replyToId"]) = ("message", data.DeepClone(), scene.Card.Id);
        var delivery = await scene.Teams.Deliveries.PostAsync(scene.Teams.App, activity);
        Assert.True(delivery.Ok, delivery.ToString());
        return delivery.Body;
    }

    private static JsonObject Activity(TeamsBot scene, string who, TeamsFake.World.TeamsConversation where)
    {
        var (user, app) = (scene.Teams.World.User(who), scene.Teams.App);
        var data = new JsonObject { ["tenant"] = new JsonObject { ["id"] = scene.Teams.Tenant.Id } };
        if (where is TeamsFake.World.TeamsChannel channel)
        {
            (data["channel"], data["team"]) = (new JsonObject { ["id"] = channel.Id }, new JsonObject { ["id"] = channel.Team.Id });
        }

        return new JsonObject
        {
            ["id"] = $"f:{Guid.NewGuid()}",
            ["channelId"] = "msteams",
            ["serviceUrl"] = scene.Teams.ServiceUrl.ToString(),
            ["from"] = new JsonObject { ["id"] = user.IdFor(app), ["name"] = user.Name, ["aadObjectId"] = user.ObjectId },
            ["conversation"] = new JsonObject { ["id"] = where.Id, ["conversationType"] = where.Type, ["tenantId"] = scene.Teams.Tenant.Id },
            ["recipient"] = new JsonObject { ["id"] = app.BotId, ["name"] = app.Name },
            ["channelData"] = data,
        };
    }
}
