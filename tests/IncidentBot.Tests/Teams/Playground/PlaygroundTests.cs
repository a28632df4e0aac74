using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Tests.Incidents;
using IncidentBot.Tests.Operations;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Teams.Playground;

/// <summary>Microsoft's Agents Playground as the client: what is typed and pressed there, what comes there unasked, and a whole incident. It makes no channels, opens no dialogs, takes nothing away and shows everybody the same, so that is tried elsewhere.</summary>
public sealed class PlaygroundTests(PlaygroundProgram playground) : IClassFixture<PlaygroundProgram>
{
    [Fact]
    public async Task A_whole_incident_runs_in_the_playground_from_declare_to_close()
    {
        await using var scene = await PlaygroundBot.StartAsync(playground);
        await WholeIncident.RunAsync(new InPlayground(scene));

        var card = Assert.Single(scene.Client.Messages, one => one.BeginsThread && one.Says("INC-1 "));
        Assert.True(card.Says("State: closed"), card.Shown);
        Assert.Contains(scene.Client.Messages, one => one.Conversation == card.Conversation && one.Says("Post-mortem"));
        Assert.Empty(await scene.Bot.ReadAsync(db => db.Effects.AsNoTracking().Where(one => one.State == EffectState.Pending).Select(one => $"{one.Kind}: {one.Error}").ToListAsync()));
    }

    [Fact]
    public async Task Verbs_are_typed_in_the_personal_chat_in_the_group_chat_and_in_a_thread()
    {
        await using var scene = await PlaygroundBot.StartAsync(playground);
        Assert.True((await scene.TypeAsync("sam", scene.Client.Personal, "whoami")).Says("You are Sam Okafor."));
        Assert.True((await scene.TypeAsync("nora", scene.Client.GroupChat, "whoami")).Says("You are Nora Whitfield."));
        var card = await scene.DeclareAsync(scene.Client.Channel, "ransom note on FS01");
        Assert.True((await scene.TypeAsync("lena", card.Conversation, "whoami")).Says("You are Lena Park."));
        Assert.False((await scene.TypeAsync("nora", card.Conversation, "ic @sam")).Says("Not done"));
        await scene.Bot.SettleAsync();
        await scene.Client.SeesAsync(one => one.Id == card.Id && one.Says("Sam Okafor"));
    }

    [Fact]
    public async Task Each_incident_is_a_thread_of_the_channel_and_what_is_said_there_is_about_it()
    {
        await using var scene = await PlaygroundBot.StartAsync(playground);
        var first = await scene.DeclareAsync(scene.Client.Channel, "ransom note on FS01");
        var second = await scene.DeclareAsync(scene.Client.Channel, "phished mailbox");
        Assert.True(first.BeginsThread && second.BeginsThread);
        Assert.NotEqual(first.Conversation, second.Conversation);

        await scene.TypeAsync("sam", first.Conversation, "note the beacon is on FS03");
        await scene.TypeAsync("sam", second.Conversation, "note the rule forwards to nobody we know");
        await scene.Bot.SettleAsync();
        Assert.Equal(first.Conversation, (await scene.Client.SeesAsync(one => one.Says("noted: the beacon") || one.Says("the beacon is on FS03"))).Conversation);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("the beacon is on FS03", StringComparison.Ordinal));
        Assert.Contains(await scene.Bot.TimelineAsync("INC-2"), line => line.Contains("forwards to nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nobody_asked_for_comes_to_the_person_the_group_and_the_channel()
    {
        await using var scene = await PlaygroundBot.StartAsync(playground);
        var thread = await scene.DeclareAsync(scene.Client.Channel, "ransom note on FS01");
        await scene.Client.SeesAsync(one => one.Conversation == thread.Conversation && !one.BeginsThread && one.Says("declared INC-1"));
        await scene.Client.SeesAsync(one => one.Conversation == scene.Client.Personal && one.Says("You are needed: INC-1"));

        var chat = await scene.DeclareAsync(scene.Client.GroupChat, "phished mailbox");
        Assert.Equal(scene.Client.GroupChat, chat.Conversation);
        await scene.Bot.DoAsync("nora", "severity 3", "INC-2");
        await scene.Bot.SettleAsync();
        await scene.Client.SeesAsync(one => one.Id == chat.Id && one.Says("P3"));
        await scene.Client.SeesAsync(one => one.Conversation == scene.Client.GroupChat && one.Id != chat.Id && one.Says("Nora Whitfield changed severity"));
    }

    [Fact]
    public async Task A_page_is_acknowledged_by_its_button_and_loses_its_buttons()
    {
        await using var scene = await PlaygroundBot.StartAsync(playground);
        await scene.DeclareAsync(scene.Client.Channel, "ransom note on FS01");
        var page = await scene.Client.SeesAsync(one => one.Conversation == scene.Client.Personal && one.Buttons.Contains("Acknowledge"));
        Assert.DoesNotContain(page.Buttons, one => one.Length == 0);

        var answer = await scene.Client.PressAsync(page, "Acknowledge");
        Assert.Equal("application/vnd.microsoft.activity.message", (string?)answer!["type"]);
        Assert.Contains("Sam Okafor has it", (string?)answer["value"], StringComparison.Ordinal);
        await scene.Bot.SettleAsync();
        Assert.Empty((await scene.Client.SeesAsync(one => one.Id == page.Id && !one.Buttons.Contains("Acknowledge"))).Buttons);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("Sam Okafor acknowledged page 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_button_opens_a_form_in_the_chat_and_what_is_filled_in_is_done_and_answered_in_its_place()
    {
        await using var scene = await PlaygroundBot.StartAsync(playground);
        await scene.Client.HappensAsync(scene.Client.Channel, "install");
        await scene.Client.SeesAsync(one => one.Says("IncidentBot is here"));
        var home = await scene.TypeAsync("sam", scene.Client.Personal, "home");
        Assert.Null(await scene.Client.PressAsync(home, "Declare an incident"));
        var form = await scene.Client.SeesAsync(one => one.Buttons.Contains("Declare"));

        var answer = await scene.Client.PressAsync(form, "Declare", new Dictionary<string, string> { ["title"] = "ransom note on FS01", ["severity"] = "critical" });
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)answer!["type"]);
        var answered = await scene.Client.SeesAsync(one => one.Id == form.Id && one.Says("INC-1 is declared"));
        Assert.Empty(answered.Buttons);

        // It was not said where, so its room is where the bot was met last among others.
        await scene.Bot.SettleAsync();
        Assert.True((await scene.Client.SeesAsync(one => one.Says("ransom note on FS01\nState:"))).BeginsThread);
    }

    [Fact]
    public async Task A_button_of_the_card_moves_the_incident_and_one_with_a_form_leaves_the_card_as_it_is()
    {
        await using var scene = await PlaygroundBot.StartAsync(playground);
        var card = await scene.DeclareAsync(scene.Client.Channel, "ransom note on FS01");
        await scene.TypeAsync("nora", card.Conversation, "ic @sam");
        await scene.TypeAsync("sam", card.Conversation, "scope systems=FS01");
        await scene.Bot.SettleAsync();
        card = await scene.Client.SeesAsync(one => one.Id == card.Id && one.Says("FS01") && one.Buttons.Contains("Confirm incident"));
        await scene.Client.PressAsync(card, "Confirm incident");
        Assert.Equal(IncidentState.Containment, (await scene.Bot.IncidentAsync("INC-1")).State);

        await scene.Bot.SettleAsync();
        card = await scene.Client.SeesAsync(one => one.Id == card.Id && one.Says("State: containment"));
        await scene.Client.PressAsync(card, "Post update");
        var form = await scene.Client.SeesAsync(one => one.Conversation == card.Conversation && one.Id != card.Id && one.Buttons.Count == 1);
        await scene.Client.PressAsync(form, form.Buttons[0], new Dictionary<string, string> { ["text"] = "the beacon is on FS03" });
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("the beacon is on FS03", StringComparison.Ordinal));
        Assert.True((await scene.Client.SeesAsync(one => one.Id == card.Id)).Says("State: containment"));
    }

    [Fact]
    public async Task A_confidential_incident_has_no_room_where_everybody_reads_along()
    {
        await using var scene = await PlaygroundBot.StartAsync(playground);
        await scene.TypeAsync("nora", scene.Client.GroupChat, "whoami");
        await scene.Bot.DoAsync("nora", "declare the managing director is blackmailed --client contoso-dental --confidential");
        await scene.Bot.SettleAsync();
        Assert.DoesNotContain(scene.Client.Messages, one => one.Says("blackmailed"));
        Assert.Contains(await scene.Bot.ReadAsync(db => db.Effects.AsNoTracking().Select(one => one.Error).ToListAsync()), one => one?.Contains("without Microsoft Graph", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Until_the_bot_is_met_among_others_a_room_waits_and_says_what_for()
    {
        await using var scene = await PlaygroundBot.StartAsync(playground);
        await scene.TypeAsync("sam", scene.Client.Personal, "declare ransom note on FS01 --client contoso-dental --severity 1");
        await scene.Bot.SettleAsync();
        Assert.True((await scene.TypeAsync("sam", scene.Client.Personal, "status INC-1")).Says("mention IncidentBot in a channel or a group chat"));
        Assert.DoesNotContain(scene.Client.Messages, one => one.BeginsThread);

        await scene.TypeAsync("sam", scene.Client.Channel, "whoami");
        await scene.Bot.PassAsync(TimeSpan.FromMinutes(10));
        Assert.True((await scene.Client.SeesAsync(one => one.Says("ransom note on FS01\nState:") && one.Conversation != scene.Client.Personal)).BeginsThread);
    }

    [Fact]
    public async Task The_doctor_says_that_this_is_for_trying_out_and_asks_microsoft_nothing()
    {
        await using var scene = await PlaygroundBot.StartAsync(playground);
        Assert.Contains(await DoctorLines.AskAsync(scene.Bot), line => line.StartsWith("? No app is registered", StringComparison.Ordinal));
    }

    private sealed class InPlayground(PlaygroundBot scene) : ISayer
    {
        public Bot Bot => scene.Bot;

        public async Task<Said> SayAsync(string handle, string line, bool inRoom)
        {
            var place = inRoom ? scene.Client.Messages.First(one => one.BeginsThread && one.Says("INC-1 ")).Conversation : scene.Client.Channel;
            var answer = await scene.TypeAsync(handle, place, line);
            await scene.Bot.SettleAsync();
            return new Said(answer.Shown, await KeptReplies.RefusedAsync(scene.Bot, answer.Shown));
        }
    }
}
