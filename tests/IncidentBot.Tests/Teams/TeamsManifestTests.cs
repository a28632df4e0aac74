using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.Console;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Graph;
using IncidentBot.Teams.Inbox;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Teams;

/// <summary>The app that people upload is the one that the code expects: no more asked for, nothing missing, within what Teams takes.</summary>
public sealed partial class TeamsManifestTests
{
    private const string App = "11111111-aaaa-4aaa-8aaa-000000000001";

    private static readonly JsonElement Manifest = JsonDocument.Parse(File.ReadAllText(Repository.File("manifests/teams/manifest.json"))).RootElement;

    [Fact]
    public void Its_commands_are_verbs_with_their_own_summaries()
    {
        var verbs = new VerbCatalogue().All.ToDictionary(one => one.Grammar.Name, one => one.Grammar.Summary);
        var lists = Rows(Bot, "commandLists");
        Assert.InRange(lists.Count, 1, 3);
        Assert.All(lists, list =>
        {
            var commands = Rows(list, "commands");
            Assert.InRange(commands.Count, 1, 12);
            Assert.Equal(commands.Count, commands.Select(one => Text(one, "title")).Distinct().Count());
            Assert.All(commands, one => Assert.Equal(verbs[Text(one, "title")], Text(one, "description")));
            Assert.All(commands, one => Assert.InRange(Text(one, "title").Length, 1, 32));
            Assert.All(commands, one => Assert.InRange(Text(one, "description").Length, 1, 128));
        });
        Assert.Equal(Words(Bot, "scopes").Order(), lists.SelectMany(one => Words(one, "scopes")).Order());
    }

    [Fact]
    public void It_has_one_bot_in_all_scopes_that_may_come_into_every_kind_of_channel()
    {
        Assert.Equal(["personal", "team", "groupChat"], Words(Bot, "scopes"));
        Assert.Equal((false, false, true), (Bot.GetProperty("isNotificationOnly").GetBoolean(), Bot.GetProperty("supportsFiles").GetBoolean(), Bot.GetProperty("supportsTargetedMessages").GetBoolean()));
        Assert.Equal("tier1", Text(Manifest, "supportsChannelFeatures"));
    }

    [Fact]
    public void Its_commands_on_messages_open_dialogs()
    {
        var commands = Rows(Assert.Single(Rows(Manifest, "composeExtensions")), "commands");
        Assert.Equal([(TeamsExtensions.Declare, "Declare incident", "compose commandBox"), (TeamsExtensions.Record, "Add to timeline", "message")], commands.Select(one => (Text(one, "id"), Text(one, "title"), string.Join(' ', Words(one, "context")))));
        Assert.All(commands, one => Assert.Equal(("action", true), (Text(one, "type"), one.GetProperty("fetchTask").GetBoolean())));
        Assert.All(commands, one => Assert.InRange(Text(one, "title").Length, 1, 32));
        Assert.All(commands, one => Assert.InRange(Text(one, "description").Length, 1, 128));
    }

    [Fact]
    public void Its_words_are_within_what_Teams_takes()
    {
        Assert.Equal($"https://developer.microsoft.com/json-schemas/teams/v{Text(Manifest, "manifestVersion")}/MicrosoftTeams.schema.json", Text(Manifest, "$schema"));
        Assert.Matches(@"^\d+\.\d+\.\d+$", Text(Manifest, "version"));
        Assert.Matches("^#[0-9A-F]{6}$", Text(Manifest, "accentColor"));
        Assert.All(new[] { ("name", "short", 30), ("name", "full", 100), ("description", "short", 80), ("description", "full", 4000), ("developer", "name", 32) }, one => Assert.InRange(Text(Manifest, one.Item1, one.Item2).Length, 1, one.Item3));
        Assert.All(new[] { "websiteUrl", "privacyUrl", "termsOfUseUrl" }, one => Assert.StartsWith("https://", Text(Manifest, "developer", one), StringComparison.Ordinal));
        Assert.NotEqual(Text(Manifest, "description", "short"), Text(Manifest, "description", "full"));
    }

    [Fact]
    public void It_asks_a_team_for_what_the_code_calls_and_for_nothing_else()
    {
        var asked = Rows(Manifest, "authorization", "permissions", "resourceSpecific");
        Assert.InRange(asked.Count, 1, 16);
        Assert.All(asked, one => Assert.Equal("Application", Text(one, "type")));
        Assert.Equal(TeamsPermissions.Team, asked.Select(one => Text(one, "name")));
        Assert.Equal(Text(Manifest, "id"), Text(Manifest, "webApplicationInfo", "id"));
        Assert.NotEmpty(Text(Manifest, "webApplicationInfo", "resource"));
    }

    [Fact]
    public void Every_call_is_in_the_table_of_permissions_and_the_document_names_them_all()
    {
        Assert.Equal(Calls(typeof(ITeamsGraph)), TeamsPermissions.OfATeam.Keys.Concat(TeamsPermissions.OfTheTenant.Keys).Concat(TeamsPermissions.NotAsked).Order(StringComparer.Ordinal));
        Assert.Equal(Calls(typeof(ITeamsConnector)), TeamsPermissions.OfTheBot.Order(StringComparer.Ordinal));

        var document = File.ReadLines(Repository.File("docs/teams.md")).SkipWhile(one => one != "## Permissions").Skip(1).TakeWhile(one => !one.StartsWith("## ", StringComparison.Ordinal));
        var named = document.Select(one => Row().Match(one)).Where(one => one.Success).Select(one => one.Groups[1].Value);
        Assert.Equal(TeamsPermissions.Team.Concat(TeamsPermissions.Tenant).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void Its_icons_have_the_size_that_Teams_wants(string file, int size)
    {
        var picture = File.ReadAllBytes(Repository.File($"manifests/teams/{file}"));
        Assert.Equal("PNG"u8.ToArray(), picture[1..4]);
        Assert.Equal((size, size), (BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20))));
        Assert.Contains(file, new[] { Text(Manifest, "icons", "color"), Text(Manifest, "icons", "outline") });
    }

    [Fact]
    public void The_package_has_the_three_files_at_its_root_and_nothing_left_to_fill_in()
    {
        using var zip = new ZipArchive(new MemoryStream(TeamsPackage.Make(App, "incidents.example.com")));
        Assert.Equal(["manifest.json", "color.png", "outline.png"], zip.Entries.Select(one => one.FullName));
        var text = new StreamReader(zip.GetEntry("manifest.json")!.Open()).ReadToEnd();
        Assert.DoesNotContain("${", text, StringComparison.Ordinal);
        var filled = JsonDocument.Parse(text).RootElement;
        Assert.Equal([App, App, App, App], new[] { Text(filled, "id"), Text(filled.GetProperty("bots")[0], "botId"), Text(filled.GetProperty("composeExtensions")[0], "botId"), Text(filled, "webApplicationInfo", "id") });
        Assert.Equal(["incidents.example.com"], Words(filled, "validDomains"));
        Assert.Equal("https://incidents.example.com", Text(filled, "developer", "websiteUrl"));
        Assert.Equal(File.ReadAllText(Repository.File("manifests/teams/manifest.json")), text.Replace(App, "${AppId}", StringComparison.Ordinal).Replace("incidents.example.com", "${Domain}", StringComparison.Ordinal));
    }

    private static JsonElement Bot => Assert.Single(Rows(Manifest, "bots"));

    private static IEnumerable<string> Calls(Type type) => type.GetMethods().Select(one => one.Name).Order(StringComparer.Ordinal);

    private static JsonElement At(JsonElement node, string[] path) => path.Aggregate(node, (one, name) => one.GetProperty(name));

    private static string Text(JsonElement node, params string[] path) => At(node, path).GetString()!;

    private static List<JsonElement> Rows(JsonElement node, params string[] path) => [.. At(node, path).EnumerateArray()];

    private static IEnumerable<string> Words(JsonElement node, params string[] path) => Rows(node, path).Select(one => one.GetString()!);

    [GeneratedRegex(@"^\| `([A-Za-z]+(?:\.[A-Za-z]+)+)` \|")]
    private static partial Regex Row();
}
