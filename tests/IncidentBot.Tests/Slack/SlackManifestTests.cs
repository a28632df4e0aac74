using System.Text.RegularExpressions;
using IncidentBot.Slack;
using IncidentBot.Slack.Inbox;
using IncidentBot.SlackFake;
using IncidentBot.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace IncidentBot.Tests.Slack;

/// <summary>The app that people make from the manifest is the one that the code expects: no more asked for, nothing missing.</summary>
public sealed partial class SlackManifestTests
{
    private static readonly YamlMappingNode Manifest = Read();

    [Fact]
    public void Its_commands_are_those_that_the_bot_knows_and_come_with_people_marked()
    {
        var commands = List(Manifest, "features", "slash_commands").ToList();
        Assert.Equal(SlackCommands.Names, commands.Select(one => Text(one, "command")));
        Assert.All(commands, one => Assert.Equal("true", Text(one, "should_escape")));
        Assert.All(commands, one => Assert.InRange(Text(one, "command").Length, 2, 32));
    }

    [Fact]
    public void Its_shortcuts_are_those_that_are_pressed()
    {
        var shortcuts = List(Manifest, "features", "shortcuts").ToList();
        Assert.Equal([("global", SlackShortcuts.Declare, "Declare incident"), ("message", SlackShortcuts.Record, "Add to timeline")], shortcuts.Select(one => (Text(one, "type"), Text(one, "callback_id"), Text(one, "name"))));
        Assert.All(shortcuts, one => Assert.InRange(Text(one, "name").Length, 1, 24));
        Assert.All(shortcuts, one => Assert.InRange(Text(one, "description").Length, 1, 150));
    }

    [Fact]
    public void Its_events_are_those_that_are_handled()
    {
        Assert.Equal(SlackEvents.Subscribed, List(Manifest, "settings", "event_subscriptions", "bot_events").Select(one => ((YamlScalarNode)one).Value));

        var code = File.ReadAllText(Repository.File("src/IncidentBot.Slack/Inbox/SlackEvents.cs"));
        var arms = Arms().Match(code).Groups[1].Value.Split('\n').Select(line => line.Split("=>")[0].Split(" when ")[0]).SelectMany(line => Literal().Matches(line).Select(one => one.Groups[1].Value));
        var handled = arms.Concat(["app_uninstalled", "tokens_revoked"]).Order(StringComparer.Ordinal);
        Assert.Equal(handled, SlackEvents.Subscribed.Select(one => one.Split('.')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_scopes_are_the_ones_of_the_code()
    {
        Assert.Equal(SlackScopes.Bot, List(Manifest, "oauth_config", "scopes", "bot").Select(one => ((YamlScalarNode)one).Value));
        Assert.Equal(SlackScopes.Bot.Distinct().Order(StringComparer.Ordinal), SlackScopes.Bot);
    }

    [Fact]
    public void Its_names_are_within_what_slack_takes_and_sockets_are_on()
    {
        Assert.InRange(Text(Manifest, "display_information", "name").Length, 1, 35);
        Assert.InRange(Text(Manifest, "display_information", "description").Length, 1, 140);
        Assert.InRange(Text(Manifest, "features", "bot_user", "display_name").Length, 1, 80);
        Assert.Equal("true", Text(Manifest, "settings", "socket_mode_enabled"));
        Assert.Equal("true", Text(Manifest, "settings", "interactivity", "is_enabled"));
        Assert.Equal("false", Text(Manifest, "features", "app_home", "messages_tab_read_only_enabled"));
    }

    [Fact]
    public async Task An_incident_needs_no_scope_beyond_the_manifest()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite, before: slack =>
        {
            slack.World.Tokens.Single(one => one.Value == FakeSlack.BotToken).Scopes.IntersectWith(SlackScopes.Bot);
            slack.Workspace.AddChannel("incidents-digest", false, slack.Workspace.User("alex"));
        });
        Assert.Equal(SlackScopes.Bot, scene.Slack.World.Tokens.Single(one => one.Value == FakeSlack.BotToken).Scopes.Order(StringComparer.Ordinal));
        var sam = await scene.KnowAsync("sam");
        var nora = await scene.KnowAsync("nora");
        var users = scene.Slack.Workspace;

        await scene.TypeAsync(sam, users.User("sam"), scene.General, "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware");
        await scene.Bot.SettleAsync();
        await scene.TypeAsync(sam, users.User("sam"), scene.Room, "note FS01 is off the network");
        await scene.Bot.SettleAsync();
        var said = sam.Say(scene.Room, "the backups are untouched");
        await sam.ShortcutAsync(scene.Room, said, SlackShortcuts.Record);
        await scene.Bot.SettleAsync();
        await scene.TypeAsync(nora, users.User("nora"), scene.Room, "ic @nora");
        await scene.TypeAsync(nora, users.User("nora"), scene.Room, "dismiss false-positive the note was a training poster");
        await scene.Bot.SettleAsync();

        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("the backups are untouched", StringComparison.Ordinal));
        Assert.Empty(scene.Slack.Calls.Where(one => one.Error == "missing_scope").Select(one => one.ToString()));
        Assert.Subset(scene.Slack.Calls.Select(one => one.Method).ToHashSet(), new HashSet<string> { "conversations.create", "conversations.invite", "conversations.open", "conversations.history", "conversations.join", "chat.postMessage", "pins.add", "bookmarks.list", "bookmarks.add" });
    }

    private static YamlMappingNode Read()
    {
        using var text = File.OpenText(Repository.File("manifests/slack.yaml"));
        var yaml = new YamlStream();
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static YamlNode At(YamlNode node, string[] path) => path.Aggregate(node, (one, name) => one[name]);

    private static IEnumerable<YamlNode> List(YamlNode node, params string[] path) => ((YamlSequenceNode)At(node, path)).Children;

    private static string Text(YamlNode node, params string[] path) => ((YamlScalarNode)At(node, path)).Value ?? "";

    [GeneratedRegex(@"await \(type switch\s*\{(.*?)\n\s*\}\);", RegexOptions.Singleline)]
    private static partial Regex Arms();

    [GeneratedRegex("\"([a-z_]+)\"")]
    private static partial Regex Literal();
}
