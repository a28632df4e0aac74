using IncidentBot.Core.Plans;
using IncidentBot.Tests.Slack;
using IncidentBot.Tests.Support;
using IncidentBot.Tests.Teams;
using IncidentBot.Tests.Teams.Inbox;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Plans;

/// <summary>A plan that comes out of a chat, typed or by a form.</summary>
public sealed class PlanVerbChatTests
{
    [Fact]
    public async Task A_plan_that_is_typed_in_a_chat_comes_from_the_chat()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite, sampleOnly: false);
        var changed = SamplePlan.Text.Replace("name: Olga Lindqvist", "name: Olga Lind", StringComparison.Ordinal);
        var shown = await scene.TypeAsync(scene.Slack.As("nora"), scene.Slack.Workspace.User("nora"), scene.General, $"plan import {changed}");
        Assert.Contains("The plan of Contoso Dental is now version 2", shown, StringComparison.Ordinal);
        Assert.Equal(changed, await File.ReadAllTextAsync(Path.Combine(scene.Bot.Folder, "plans", "contoso-dental.yaml")));
        Assert.Equal([PlanOrigin.Chat], await scene.Bot.ReadAsync(db => db.PlanVersions.Where(one => one.Number == 2).Select(one => one.Origin).ToListAsync()));
        Assert.Contains("by Nora Whitfield in chat", (await scene.Bot.DoAsync("nora", "plan history")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_plan_fits_into_the_form_in_Teams_and_every_mistake_into_the_answer()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite, sampleOnly: false);
        var nora = scene.Teams.As("Nora");
        var chat = await nora.ChatAsync();
        await nora.TypeAsync(chat, "plan import");
        var form = (await nora.PressAsync(chat.Posts[^1], "Fill it in")).Dialog!;
        var broken = SamplePlan.Text.Replace("kind: pr\n", "kind: press\n", StringComparison.Ordinal).Replace("wait: 1h}", "wait: long}", StringComparison.Ordinal);
        var refused = await nora.SubmitAsync(form, new Dictionary<string, string> { ["text"] = broken });
        Assert.True(refused.Ok, refused.Delivery.ToString());
        Assert.Contains("'press' is no kind of contact", refused.Dialog!.Shown, StringComparison.Ordinal);
        Assert.Contains("'long' is no duration", refused.Dialog.Shown, StringComparison.Ordinal);

        var changed = SamplePlan.Text.Replace("name: Olga Lindqvist", "name: Olga Lind", StringComparison.Ordinal);
        form = (await nora.PressAsync(chat.Posts.Last(one => one.Buttons.Contains("Fill it in")), "Fill it in")).Dialog!;
        var done = await nora.SubmitAsync(form, new Dictionary<string, string> { ["text"] = changed });
        Assert.Contains("The plan of Contoso Dental is now version 2", $"{done.Dialog?.Shown} {done.Text}", StringComparison.Ordinal);
        Assert.Equal([PlanOrigin.Chat], await scene.Bot.ReadAsync(db => db.PlanVersions.Where(one => one.Number == 2).Select(one => one.Origin).ToListAsync()));
    }
}
