using System.Text.RegularExpressions;
using IncidentBot.Slack;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Slack;

/// <summary>Does in Slack what the README's numbered steps tell a newcomer to do.</summary>
public sealed partial class ReadmeSlackTests
{
    [Fact]
    public async Task The_steps_of_the_readme_lead_to_a_room_with_its_card()
    {
        var steps = File.ReadLines(Repository.File("README.md")).SkipWhile(one => one != "## Set up Slack").TakeWhile(one => !one.StartsWith("### ", StringComparison.Ordinal)).Where(one => Step().IsMatch(one)).ToList();
        Assert.InRange(steps.Count, 5, 12);
        Assert.All(Setting().Matches(string.Join('\n', steps)).Select(one => one.Groups[1].Value), name => Assert.Contains(typeof(SlackOptions).GetProperties(), one => one.Name == name));

        var digest = Assert.Single(steps.SelectMany(one => Channel().Matches(one)).Select(one => one.Groups[1].Value));
        await using var scene = await SlackBot.StartAsync(Database.Sqlite, overSockets: true, before: slack => slack.Workspace.AddChannel(digest, false, slack.Workspace.User("alex")));
        var sam = scene.Slack.As("sam");
        var typed = steps.SelectMany(one => Typed().Matches(one)).Select(one => one.Groups[1].Value).ToList();
        Assert.Equal(2, typed.Count);
        foreach (var line in typed)
        {
            Assert.True((await sam.CommandAsync(scene.General, "/incident", line)).Acknowledged, line);
            await scene.Bot.SettleAsync();
        }

        Assert.Contains("declare", sam.Ephemerals[0].Shown, StringComparison.Ordinal);
        Assert.Contains("drill", Assert.Single(scene.Room.Pinned).Shown, StringComparison.Ordinal);
        Assert.Contains(scene.Slack.Workspace.User("sam").Id, scene.Room.Members);
        Assert.Contains("INC-1", Assert.Single(scene.Slack.Workspace.Channel(digest).Messages, one => one.Metadata is not null).Shown, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\d+\. ")]
    private static partial Regex Step();

    [GeneratedRegex(@"`Slack__(\w+)`")]
    private static partial Regex Setting();

    [GeneratedRegex(@"make a channel `([a-z-]+)`")]
    private static partial Regex Channel();

    [GeneratedRegex(@"[Tt]ype `/incident ([^`]+)`")]
    private static partial Regex Typed();
}
