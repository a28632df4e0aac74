using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Teams.Inbox;

/// <summary>Forms, and the commands on messages, as people use them in Teams.</summary>
public sealed class TeamsInboxFormTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_incident_is_declared_by_the_form_beside_the_box(Database database)
    {
        await using var scene = await TeamsBot.StartAsync(database);
        var sam = scene.Teams.As("Sam");
        var form = (await sam.ComposeAsync(scene.General, "declare_incident")).Dialog!;
        var filled = new Dictionary<string, string> { ["title"] = "<at>everyone</at> *ransom* note on FS01", ["severity"] = "critical", ["type"] = "ransomware" };
        var done = await sam.SubmitAsync(form, filled);
        Assert.True(done.Ok, done.Delivery.ToString());
        await scene.Bot.SettleAsync();
        var incident = await scene.Bot.IncidentAsync("INC-1");
        Assert.Equal("<at>everyone</at> *ransom* note on FS01", incident.Title);
        Assert.Equal(Core.Incidents.Severity.Critical, incident.Severity);

        // Sent once more, as by a double click: the first answer.
        var again = await scene.Teams.Deliveries.RepeatAsync(done.Delivery);
        Assert.True(again.Ok);
        Assert.Equal(1, await scene.Bot.ReadAsync(db => db.Incidents.CountAsync()));
    }

    [Fact]
    public async Task From_a_message_its_words_are_the_title()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        var sam = scene.Teams.As("Sam");
        var said = (await sam.SayAsync(scene.General, "there is a ransom note on FS01")).Message;
        var form = (await sam.ActOnAsync(said, "declare_incident")).Dialog!;
        Assert.Equal("there is a ransom note on FS01", (string?)form.Input("title")["value"]);
        Assert.True((await sam.SubmitAsync(form)).Ok);
        Assert.Equal("there is a ransom note on FS01", (await scene.Bot.IncidentAsync("INC-1")).Title);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_and_what_was_filled_in_stays()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var sam = scene.Teams.As("Sam");
        await sam.TypeAsync(scene.Room, "scope");
        var form = (await sam.PressAsync(sam.Told(scene.Room)[^1], "Fill it in")).Dialog!;
        var wrong = await sam.SubmitAsync(form, new Dictionary<string, string> { ["values"] = "accounts svc-backup" });
        Assert.Contains("Write one name=value a line", wrong.Dialog!.Shown, StringComparison.Ordinal);
        Assert.Equal("accounts svc-backup", (string?)wrong.Dialog.Input("values")["value"]);
        Assert.True((await sam.SubmitAsync(wrong.Dialog, new Dictionary<string, string> { ["values"] = "accounts=svc-backup" })).Ok);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("svc-backup", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cards_button_opens_its_form()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var sam = scene.Teams.As("Sam");
        var form = (await sam.PressAsync(scene.Card, "Post update")).Dialog!;
        Assert.True((await sam.SubmitAsync(form, new Dictionary<string, string> { ["text"] = "FS01 is off the network" })).Ok);
        await scene.Bot.SettleAsync();
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("FS01 is off the network", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_for_an_incident_that_somebody_may_not_see_reads_like_one_for_none()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var alex = await scene.Teams.As("alex").PressAsync(scene.Card, "Post update");
        Assert.Contains("There is no INC-1 that you can see", alex.Text, StringComparison.Ordinal);

        // A form that was opened by one and is sent by another acts with the rights of the other.
        var sam = scene.Teams.As("Sam");
        var form = (await sam.PressAsync(scene.Card, "Post update")).Dialog!;
        var sent = (await sam.SubmitAsync(form, new Dictionary<string, string> { ["text"] = "all is well" })).Delivery;
        var forged = (System.Text.Json.Nodes.JsonObject)sent.Activity.DeepClone();
        var user = scene.Teams.As("alex").User;
        (forged["id"], forged["from"]) = ($"f:{Guid.NewGuid()}", new System.Text.Json.Nodes.JsonObject { ["id"] = user.IdFor(scene.Teams.App), ["name"] = user.Name, ["aadObjectId"] = user.ObjectId });
        Assert.Contains("There is no INC-1 that you can see", System.Text.Json.Nodes.JsonNode.Parse((await scene.Teams.Deliveries.PostAsync(scene.Teams.App, forged)).Body)!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_message_is_put_on_the_timeline_and_what_becomes_of_it_as_well(Database database)
    {
        await using var scene = await InboxScene.DeclaredAsync(database);
        var sam = scene.Teams.As("Sam");
        scene.Teams.Team.Installation(scene.Teams.App)!.Consents.Add("ChannelMessage.Read.Group");
        var said = (await sam.SayAsync(scene.Room, "the beacon is on FS03", thread: scene.Card)).Message;
        var kept = await scene.Teams.As("Nora").ActOnAsync(said, "add_to_timeline");
        Assert.Equal("Pinned to the timeline.", kept.Text);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("Nora Whitfield pinned what Sam Okafor said", StringComparison.Ordinal) && line.Contains("the beacon is on FS03", StringComparison.Ordinal));

        // Teams delivers at least once.
        await scene.Teams.Deliveries.RepeatAsync(kept.Delivery);
        Assert.Single(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("pinned what", StringComparison.Ordinal));
        var edited = await sam.EditAsync(said, "the beacon is on FS04");
        await scene.Teams.Deliveries.RepeatAsync(edited);
        await sam.DeleteAsync(said);
        var lines = await scene.Bot.TimelineAsync("INC-1");
        Assert.Single(lines, line => line.Contains("now reads: the beacon is on FS04", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("was deleted in Teams; the timeline keeps it", StringComparison.Ordinal));
        await scene.Bot.VerifyAsync("INC-1");
    }

    [Fact]
    public async Task A_message_is_recorded_in_a_room_by_who_may_record_and_nothing_of_it_is_kept_otherwise()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var (sam, alex) = (scene.Teams.As("Sam"), scene.Teams.As("alex"));
        Assert.Contains("not in the room of an incident", (await sam.ActOnAsync((await sam.SayAsync(scene.General, "lunch?")).Message, "add_to_timeline")).Text, StringComparison.Ordinal);
        var said = (await sam.SayAsync(scene.Room, "first seen at two")).Message;
        Assert.Contains("There is no INC-1 that you can see", (await alex.ActOnAsync(said, "add_to_timeline")).Text, StringComparison.Ordinal);
        Assert.Contains("guest", (await scene.Guest("Gus Grant").ActOnAsync(said, "add_to_timeline")).Text, StringComparison.Ordinal);
        Assert.False(await scene.Bot.ReadAsync(db => db.RoomPosts.AnyAsync(one => one.Text == "first seen at two")));
    }
}
