using System.Text.Json.Nodes;
using IncidentBot.SlackFake.World;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Slack;

/// <summary>Forms and the app's home, as people use them in Slack.</summary>
public sealed class SlackFormTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_incident_is_declared_by_the_shortcuts_form(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database);
        var sam = scene.Slack.As("sam");
        await sam.ShortcutAsync("declare_incident");
        var form = Assert.Single(sam.Views);
        Assert.Equal(["views.open", "views.update"], scene.Slack.Calls.Where(one => one.Method.StartsWith("views.", StringComparison.Ordinal)).Select(one => one.Method));

        await sam.SubmitAsync(form, State(("title", Text("<!channel> *ransom* note on FS01")), ("severity", Choice("critical")), ("type", Choice("ransomware"))));
        await scene.Bot.SettleAsync();
        var incident = await scene.Bot.IncidentAsync("INC-1");
        Assert.Equal("<!channel> *ransom* note on FS01", incident.Title);
        Assert.Equal(Core.Incidents.Severity.Critical, incident.Severity);
        Assert.All(scene.Room.Messages, one => Assert.DoesNotContain("<!channel>", one.Text, StringComparison.Ordinal));

        // Sent once more, as by a double click: the first answer.
        await sam.SubmitAsync(form, State(("title", Text("<!channel> *ransom* note on FS01")), ("severity", Choice("critical")), ("type", Choice("ransomware"))));
        Assert.Equal(1, await scene.Bot.ReadAsync(db => db.Incidents.CountAsync()));
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_and_what_was_filled_in_stays()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        var sam = scene.Slack.As("sam");
        await scene.TypeAsync(sam, scene.Slack.Workspace.User("sam"), scene.Room, "scope");
        var form = Assert.Single(sam.Views);
        await sam.SubmitAsync(form, State(("values", Text("systems FS01"))));
        Assert.Equal("values", Assert.Single(form.Errors).Key);
        Assert.False(form.Closed);

        await sam.SubmitAsync(form, State(("values", Text("systems=FS01"))));
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("FS01", StringComparison.Ordinal) && line.Contains("Sam", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cards_button_opens_its_form_and_an_old_one_says_that_it_has_moved_on()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        var sam = scene.Slack.As("sam");
        await sam.PressAsync(scene.Room, Assert.Single(scene.Room.Pinned), "Post update");
        var form = Assert.Single(sam.Views);
        await sam.SubmitAsync(form, State(("text", Text("FS01 is off the network"))));
        await scene.Bot.SettleAsync();
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("FS01 is off the network", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_for_an_incident_that_somebody_may_not_see_reads_like_one_for_none()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        var alex = scene.Slack.As("alex");
        await alex.PressAsync(scene.Room, Assert.Single(scene.Room.Pinned), "Post update");
        Assert.Contains("There is no INC-1 that you can see", string.Join(' ', Shown(Assert.Single(alex.Views).Blocks)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_shows_what_waits_for_its_reader_and_nobody_elses()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        scene.Slack.As("nora").OpenHome();
        scene.Slack.As("alex").OpenHome();
        await SlackRoomTests.EventsAsync(scene);
        var homes = scene.Slack.World.Views.Where(one => one.Type == "home").ToDictionary(one => one.User.Name, one => string.Join(' ', Shown(one.Blocks)));
        Assert.Contains("INC-1", homes["nora"], StringComparison.Ordinal);
        Assert.Contains("Acknowledge", homes["nora"], StringComparison.Ordinal);
        Assert.DoesNotContain("INC-1", homes["alex"], StringComparison.Ordinal);
    }

    private static IEnumerable<string> Shown(JsonNode? node) => node switch
    {
        JsonObject some => some.SelectMany(one => one.Key == "text" && one.Value is JsonValue text ? [(string)text!] : Shown(one.Value)),
        JsonArray many => many.SelectMany(Shown),
        _ => [],
    };

    private static JsonObject State(params (string Field, JsonObject Value)[] fields) => new(fields.Select(one => KeyValuePair.Create(one.Field, (JsonNode?)new JsonObject { [one.Field] = one.Value })));

    /// <summary>What a form sends whose fields stand as it opened, but for those that somebody typed into.</summary>
    internal static JsonObject Filled(SlackView form, params (string Field, string Value)[] typed) => new(form.Content["blocks"]!.AsArray().Where(block => (string?)block!["type"] == "input").Select(block =>
    {
        var (name, element) = ((string)block!["block_id"]!, block["element"]!);
        var state = new JsonObject { ["type"] = element["type"]!.DeepClone() };
        if (element["initial_option"] is { } option)
        {
            state["selected_option"] = option.DeepClone();
        }
        else if ((string?)element["type"] == "plain_text_input")
        {
            var value = typed.Where(one => one.Field == name).Select(one => one.Value).FirstOrDefault() ?? (string?)element["initial_value"] ?? "";
            state["value"] = value.Length == 0 ? null : value;
        }

        return KeyValuePair.Create(name, (JsonNode?)new JsonObject { [(string)element["action_id"]!] = state });
    }));

    private static JsonObject Text(string value) => new() { ["type"] = "plain_text_input", ["value"] = value };

    private static JsonObject Choice(string value) => new() { ["type"] = "static_select", ["selected_option"] = new JsonObject { ["value"] = value, ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = value } } };
}
