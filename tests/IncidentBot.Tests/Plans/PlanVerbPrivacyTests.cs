using IncidentBot.Tests.Slack;
using IncidentBot.Tests.Support;
using IncidentBot.Tests.Teams.Inbox;

namespace IncidentBot.Tests.Plans;

/// <summary>Telephone numbers are seen by who asked and by nobody else in the room.</summary>
public sealed class PlanVerbPrivacyTests
{
    private const string Number = "+15125550112";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task In_Slack_the_answer_is_for_one_alone(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database);
        await SlackRoomTests.DeclareAsync(scene);
        var sam = scene.Slack.As("sam");
        Assert.Contains(Number, await scene.TypeAsync(sam, scene.Slack.Workspace.User("sam"), scene.Room, "plan show legal"), StringComparison.Ordinal);
        await sam.PressAsync(scene.Room, Assert.Single(scene.Room.Pinned), "Whom to call");

        // What takes long is answered behind the press.
        for (var wait = 0; wait < 500 && sam.Ephemerals.Count < 2; wait++)
        {
            await Task.Delay(20);
        }

        Assert.Contains("Whom to call: Contoso Dental", sam.Ephemerals[^1].Shown, StringComparison.Ordinal);
        Assert.Contains(Number, sam.Ephemerals[^1].Shown, StringComparison.Ordinal);
        Assert.Equal(2, scene.Slack.Ephemerals.Count);
        Assert.All(scene.Slack.Workspace.Channels.SelectMany(one => one.Messages), one => Assert.DoesNotContain(Number, $"{one.Text} {one.Shown}", StringComparison.Ordinal));
        Assert.DoesNotContain(Number, sam.Ephemerals[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task In_Teams_the_answer_is_for_one_alone(Database database)
    {
        await using var scene = await Teams.Inbox.InboxScene.DeclaredAsync(database);
        var (sam, nora) = (scene.Teams.As("Sam"), scene.Teams.As("Nora"));
        Assert.Contains(Number, await sam.TypeAsync(scene.Room, "plan show legal", scene.Card), StringComparison.Ordinal);
        var pressed = await sam.PressAsync(scene.Card, "Whom to call");
        Assert.Equal("The answer is in a message that you alone see.", pressed.Text);
        Assert.Contains(Number, sam.Told(scene.Room)[^1].Shown, StringComparison.Ordinal);
        Assert.All(scene.Room.SeenBy(nora.User), one => Assert.DoesNotContain(Number, one, StringComparison.Ordinal));
        Assert.All(sam.Told(scene.Room), one => Assert.DoesNotContain(Number, $"{one.Activity["summary"]} {one.Activity["text"]}", StringComparison.Ordinal));
    }
}
