using IncidentBot.TeamsFake.Cards;
using IncidentBot.TeamsFake.Deliveries;
using IncidentBot.TeamsFake.World;
using IncidentBot.Tests.Support;
using IncidentBot.Tests.Teams;
using IncidentBot.Tests.Teams.Inbox;
using Person = IncidentBot.TeamsFake.Person;

namespace IncidentBot.Tests.Parity;

/// <summary>Teams, as people use it: lines that mention the bot, buttons, dialogs, the menu of a message, reactions, the personal chat.</summary>
internal sealed class InTeams : IPlatform
{
    private const string Digest = "incidents-digest";

    private readonly TeamsBot scene;
    private readonly Dictionary<string, string> names = [];
    private TeamsMessage? answer;
    private TeamsDialog? form;
    private TeamsMessage? recorded;

    private InTeams(TeamsBot scene) => this.scene = scene;

    public string Name => "Teams";

    public Bot Bot => scene.Bot;

    private TeamsChannel Room => scene.Rooms.Single(one => one.Name.StartsWith("inc-1-", StringComparison.Ordinal));

    private TeamsMessage Card => Room.Posts[0];

    private Person Sam => scene.Teams.As(names["sam"]);

    public static async Task<IPlatform> StartAsync()
    {
        var scene = await TeamsBot.StartAsync(Database.Sqlite, before: teams => teams.AddChannel(teams.Team, Digest));
        var place = new InTeams(scene);
        foreach (var handle in new[] { "sam", "nora", "lena", "ravi", "olga", "evan" })
        {
            place.names[handle] = (await scene.KnowAsync(handle)).User.Name;
        }

        foreach (var handle in new[] { "sam", "lena" })
        {
            await scene.Teams.As(place.names[handle]).ChatAsync();
        }

        await VerbWalk.PrepareAsync(scene.Bot);
        return place;
    }

    public async Task<string> TypeAsync(string handle, string line)
    {
        var person = scene.Teams.As(names[handle]);
        var before = person.Told(Room).Count;
        var said = await person.SayAsync(Room, Handles.Replace(line, one => $"<at>{names[one]}</at>"), mention: true);
        Assert.True(said.Delivery.Ok, $"{line}: {said.Delivery}");
        answer = person.Told(Room) is var told && told.Count > before ? told[^1] : null;
        return answer?.Shown ?? "";
    }

    public async Task<bool> PressAsync(string handle)
    {
        if (answer?.Buttons is not [var title, ..])
        {
            return false;
        }

        form = (await scene.Teams.As(names[handle]).PressAsync(answer, title)).Dialog;
        return form is not null;
    }

    public async Task SendAsync(string handle) =>
        Assert.True((await scene.Teams.As(names[handle]).SubmitAsync(form!, form!.Inputs.Select(form.Input).Where(one => (bool?)one["isRequired"] is true && one["value"] is null).ToDictionary(one => (string)one["id"]!, Filled))).Ok);

    public async Task<IReadOnlyList<string>> ButtonsAsync(Spot spot) => spot switch
    {
        Spot.Card => Card.Buttons,
        Spot.Page => Sam.Chat!.Posts.Last(one => one.Buttons.Contains("Acknowledge")).Buttons,
        Spot.Reminder => scene.Teams.As(names["lena"]).Chat!.Posts.Last(one => one.Buttons.Contains("I have seen it")).Buttons,
        Spot.FreeText => (await TypeAsync("sam", "the printer is smoking")).Length == 0 ? [] : answer!.Buttons,
        _ => throw new ArgumentOutOfRangeException(nameof(spot), spot, null),
    };

    public async Task<bool> CanAsync(Ability ability)
    {
        switch (ability)
        {
            case Ability.VerbWithoutItsWords:
                await TypeAsync("sam", "note");
                return await PressAsync("sam") && form!.Title == "Add a note";
            case Ability.AnswerForOneself:
                return (await TypeAsync("sam", "status")).Length > 0 && answer!.To == Sam.User;
            case Ability.RecordFromMenu:
                return await RecordedAsync("the beacon is on FS03", message => Sam.ActOnAsync(recorded = message, "add_to_timeline"));
            case Ability.RecordByReaction:
                return await RecordedAsync("it began at two", message => Sam.ReactAsync(message, "pushpin"));
            case Ability.ChangeRecorded:
                await Sam.EditAsync(recorded!, "the beacon is on FS04");
                await Sam.DeleteAsync(recorded!);
                return await VerbWalk.RecordedAsync(Bot, "now reads: the beacon is on FS04") && await VerbWalk.RecordedAsync(Bot, "was deleted in Teams");
            case Ability.OwnCard:
                Bot.Time.Advance(TimeSpan.FromMinutes(2));
                var evan = scene.Teams.As(names["evan"]);
                await evan.LookAsync(Card);
                return !CardView.Buttons(Card.CardOf(evan.User)!).Contains("Contained");
            case Ability.Home:
                var home = await Sam.TypeAsync(Sam.Chat!, "home");
                return home.Contains("INC-1", StringComparison.Ordinal) && home.Contains("You are paged", StringComparison.Ordinal);
            case Ability.Messages:
                return Sam.Chat!.Posts.Any(one => one.Buttons.Contains("Acknowledge"));
            case Ability.Digest:
                return scene.Teams.Team.Channels.Single(one => one.Name == Digest).Posts.Any(one => one.Shown.Contains("INC-1", StringComparison.Ordinal));
            default:
                throw new ArgumentOutOfRangeException(nameof(ability), ability, null);
        }
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    private async Task<bool> RecordedAsync(string words, Func<TeamsMessage, Task> record)
    {
        await record((await Sam.SayAsync(Room, words)).Message);
        return await VerbWalk.RecordedAsync(Bot, words);
    }

    private static string Filled(System.Text.Json.Nodes.JsonObject input) => (string)input["type"]! switch
    {
        "Input.ChoiceSet" => (string)input["choices"]![0]!["value"]!,
        "Input.Date" => "2026-12-10",
        "Input.Time" => "14:30",
        _ => Filling.In((string?)input["placeholder"]),
    };
}
