using System.Text.Json.Nodes;
using IncidentBot.SlackFake.World;
using IncidentBot.Tests.Slack;
using IncidentBot.Tests.Support;
using Person = IncidentBot.SlackFake.Person;

namespace IncidentBot.Tests.Parity;

/// <summary>Slack, as people use it: the command, buttons, modals, the menu of a message, reactions, the home tab.</summary>
internal sealed class InSlack : IPlatform
{
    private const string Digest = "incidents-digest";

    private readonly SlackBot scene;
    private EphemeralMessage? answer;

    private InSlack(SlackBot scene) => this.scene = scene;

    public string Name => "Slack";

    public Bot Bot => scene.Bot;

    private SlackChannel Room => scene.Rooms.Single(one => one.Name.StartsWith("inc-1-", StringComparison.Ordinal));

    private Person Sam => scene.Slack.As("sam");

    public static async Task<IPlatform> StartAsync()
    {
        var scene = await SlackBot.StartAsync(Database.Sqlite, before: slack => slack.Workspace.AddChannel(Digest, false, slack.Workspace.User("alex")));
        foreach (var handle in new[] { "olga", "evan" })
        {
            await scene.KnowAsync(handle);
        }

        await VerbWalk.PrepareAsync(scene.Bot);
        return new InSlack(scene);
    }

    public async Task<string> TypeAsync(string handle, string line)
    {
        var (person, user) = (scene.Slack.As(handle), scene.Slack.Workspace.User(handle));
        var channel = Room.Members.Contains(user.Id) ? Room : scene.General;
        var before = person.Ephemerals.Count;
        Assert.True((await person.CommandAsync(channel, "/incident", Handles.Replace(line, one => $"<@{scene.Slack.Workspace.User(one).Id}|{one}>"))).Acknowledged, line);
        answer = person.Ephemerals.Count > before ? person.Ephemerals[^1] : null;
        return answer?.Shown ?? "";
    }

    public async Task<bool> PressAsync(string handle)
    {
        var person = scene.Slack.As(handle);
        if (answer is not { } shown || Buttons(shown.Blocks) is not [var label, ..])
        {
            return false;
        }

        var before = person.Views.Count;
        Assert.True((await person.PressAsync(shown, label)).Acknowledged, label);
        return person.Views.Count > before && person.Views[^1].Content["submit"] is not null;
    }

    public async Task SendAsync(string handle)
    {
        var person = scene.Slack.As(handle);
        var view = person.Views[^1];
        Assert.True((await person.SubmitAsync(view, new JsonObject(view.Blocks.Where(one => (string?)one!["type"] == "input").Select(one => KeyValuePair.Create((string)one!["block_id"]!, (JsonNode?)new JsonObject { [(string)one["element"]!["action_id"]!] = Filled(one) }))))).Acknowledged);
        view.Closed = true;
    }

    public async Task<IReadOnlyList<string>> ButtonsAsync(Spot spot) => spot switch
    {
        Spot.Card => Assert.Single(Room.Pinned).Buttons,
        Spot.Page => Sam.Direct!.Messages.Last(one => one.Buttons.Contains("Acknowledge")).Buttons,
        Spot.Reminder => scene.Slack.As("lena").Direct!.Messages.Last(one => one.Buttons.Contains("I have seen it")).Buttons,
        Spot.FreeText => (await TypeAsync("sam", "the printer is smoking")).Length == 0 ? [] : Buttons(answer!.Blocks),
        _ => throw new ArgumentOutOfRangeException(nameof(spot), spot, null),
    };

    public async Task<bool> CanAsync(Ability ability)
    {
        switch (ability)
        {
            case Ability.VerbWithoutItsWords:
                var views = Sam.Views.Count;
                await TypeAsync("sam", "note");
                return Sam.Views.Count > views && Sam.Views[^1].Title == "Add a note";
            case Ability.AnswerForOneself:
                var posts = Room.Messages.Count;
                return (await TypeAsync("sam", "status")).Length > 0 && Room.Messages.Count == posts;
            case Ability.RecordFromMenu:
                return await RecordedAsync("the beacon is on FS03", message => Sam.ShortcutAsync(Room, message, "add_to_timeline"));
            case Ability.RecordByReaction:
                return await RecordedAsync("it began at two", message =>
                {
                    Sam.React(Room, message, "pushpin");
                    return SlackRoomTests.EventsAsync(scene);
                });
            case Ability.ChangeRecorded:
                Sam.Edit(Room, Said("the beacon is on FS03"), "the beacon is on FS04");
                await SlackRoomTests.EventsAsync(scene);
                Sam.Delete(Room, Said("the beacon is on FS04"));
                await SlackRoomTests.EventsAsync(scene);
                return await VerbWalk.RecordedAsync(Bot, "now reads: the beacon is on FS04") && await VerbWalk.RecordedAsync(Bot, "was deleted in Slack");
            case Ability.OwnCard:
                // A message of Slack is one for all.
                return false;
            case Ability.Home:
                Sam.OpenHome();
                await SlackRoomTests.EventsAsync(scene);
                return scene.Slack.World.Views.Any(one => one.Type == "home" && one.User.Name == "sam" && one.Blocks.ToJsonString().Contains("INC-1", StringComparison.Ordinal) && one.Blocks.ToJsonString().Contains("You are paged", StringComparison.Ordinal));
            case Ability.Messages:
                return Sam.Direct!.Messages.Any(one => one.Buttons.Contains("Acknowledge"));
            case Ability.Digest:
                return scene.Slack.Workspace.Channel(Digest).Messages.Any(one => one.Shown.Contains("INC-1", StringComparison.Ordinal));
            default:
                throw new ArgumentOutOfRangeException(nameof(ability), ability, null);
        }
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    private async Task<bool> RecordedAsync(string words, Func<SlackMessage, Task> record)
    {
        await record(Sam.Say(Room, words));
        return await VerbWalk.RecordedAsync(Bot, words);
    }

    private SlackMessage Said(string words) => Room.Messages.Last(one => one.Text == words);

    private static List<string> Buttons(JsonNode? node) => node switch
    {
        JsonObject { } one when (string?)(one["type"] as JsonValue) == "button" => [(string)one["text"]!["text"]!],
        JsonObject one => [.. one.SelectMany(pair => Buttons(pair.Value))],
        JsonArray many => [.. many.SelectMany(Buttons)],
        _ => [],
    };

    /// <summary>As it stands there; where it must not be empty, with something.</summary>
    private static JsonObject Filled(JsonNode input)
    {
        var (element, needed) = (input["element"]!, (bool?)input["optional"] is not true);
        return (string)element["type"]! switch
        {
            "static_select" => new JsonObject { ["type"] = "static_select", ["selected_option"] = (element["initial_option"] ?? (needed ? element["options"]?[0] ?? element["option_groups"]?[0]?["options"]?[0] : null))?.DeepClone() },
            "checkboxes" => new JsonObject { ["type"] = "checkboxes", ["selected_options"] = element["initial_options"]?.DeepClone() ?? new JsonArray() },
            var type => new JsonObject { ["type"] = type, ["value"] = element["initial_value"]?.DeepClone() ?? (needed ? Filling.In((string?)element["placeholder"]?["text"]) : null) },
        };
    }
}
