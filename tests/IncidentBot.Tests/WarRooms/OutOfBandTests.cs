using System.Text.Json;
using IncidentBot.Tests.Paging;
using IncidentBot.Tests.Slack;
using IncidentBot.Tests.Support;
using IncidentBot.Tests.Teams;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.WarRooms;

/// <summary>An incident that is worked on out of band: chat hears nothing of it, whoever asks there and by whatever door.</summary>
public sealed class OutOfBandTests
{
    private const string Secret = "the attacker reads our chat";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Slack_hears_nothing_more_and_who_asks_there_is_told_nothing(bool silently)
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        var (sam, user) = (scene.Slack.As("sam"), scene.Slack.Workspace.User("sam"));
        await scene.Bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 2");
        await scene.Bot.SettleAsync();
        var (room, card) = (scene.Room, scene.Room.Pinned[0]);
        await scene.Bot.DoAsync("nora", silently ? "out-of-band --silent" : "out-of-band", "INC-1");
        await scene.Bot.SettleAsync();
        var notices = room.Messages.Where(one => one.Shown.Contains("Nothing is posted here for now", StringComparison.Ordinal)).ToList();
        Assert.Equal(silently ? 0 : 1, notices.Count);
        var (before, edited, direct) = (room.Messages.Count, card.EditedTs, scene.Slack.As("lena").Direct?.Messages.Count ?? 0);

        foreach (var line in new[] { $"note {Secret}", "severity 1", "page legal please join", "update we are on the telephone --to all", "role scribe @ravi", "task add pull FS02" })
        {
            await scene.Bot.DoAsync("nora", line, "INC-1");
            await scene.Bot.SettleAsync();
        }

        Assert.Equal(before, room.Messages.Count);
        Assert.Equal(edited, card.EditedTs);
        Assert.Equal(direct, scene.Slack.As("lena").Direct?.Messages.Count ?? 0);
        Assert.NotEmpty(await scene.Bot.InboxAsync("lena"));

        // Whatever is typed, pressed or opened there is answered without a word of it.
        var said = silently ? "There is no INC-1 that you can see" : "INC-1 is not worked on here";
        foreach (var line in new[] { "status", "timeline", "who", "note hello", "clocks", "plan show", "INC-1 status", "in-band" })
        {
            var answer = await scene.TypeAsync(sam, user, room, line);
            Assert.Contains(said, answer, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("INC-1", await scene.TypeAsync(sam, user, scene.General, "list"), StringComparison.Ordinal);
        var ephemerals = sam.Ephemerals.Count;
        await sam.PressAsync(room, card, "Whom to call");
        Assert.DoesNotContain("+1", string.Join(' ', sam.Ephemerals.Skip(ephemerals).Select(one => one.Shown)), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, string.Join('\n', scene.Slack.Calls.Select(call => JsonSerializer.Serialize(call.Args))), StringComparison.Ordinal);

        // Back again, the room has the card as it stands, and nothing of what was said meanwhile.
        await scene.Bot.DoAsync("nora", "in-band", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.NotEqual(edited, card.EditedTs);
        Assert.Contains("P1", room.Pinned[0].Shown, StringComparison.Ordinal);
        Assert.DoesNotContain(room.Messages, one => one.Shown.Contains(Secret, StringComparison.Ordinal));
        Assert.Contains("P1", await scene.TypeAsync(sam, user, room, "status"), StringComparison.Ordinal);
        await scene.Bot.VerifyAsync("INC-1");
    }

    [Fact]
    public async Task What_is_out_of_band_is_merged_into_nothing_that_chat_is_told_of_nor_named_there()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await scene.Bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 2");
        await scene.Bot.DoAsync("sam", "declare odd mail --client contoso-dental --severity 2");
        await scene.Bot.DoAsync("nora", "out-of-band --silent", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Equal("merge-into-chat", (await scene.Bot.SayAsync("nora", "merge INC-2 the same", "INC-1")).Code);
        var (nora, user) = (scene.Slack.As("nora"), scene.Slack.Workspace.User("nora"));
        Assert.Contains("There is no INC-1 that you can see", await scene.TypeAsync(nora, user, scene.General, "INC-2 merge INC-1 the same"), StringComparison.Ordinal);
        await scene.Bot.DoAsync("nora", "out-of-band --silent", "INC-2");
        await scene.Bot.DoAsync("nora", "merge INC-2 the same", "INC-1");
    }

    [Fact]
    public async Task Teams_hears_nothing_more_either()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        await scene.Bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 2");
        await scene.Bot.SettleAsync();
        await scene.Bot.DoAsync("nora", "out-of-band", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Single(scene.Room.Posts, one => one.Shown.Contains("Nothing is posted here for now", StringComparison.Ordinal));
        var (posts, shown) = (scene.Room.Posts.Count, scene.Card.Shown);
        await scene.Bot.DoAsync("nora", $"note {Secret}", "INC-1");
        await scene.Bot.DoAsync("nora", "severity 1", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Equal((posts, shown), (scene.Room.Posts.Count, scene.Card.Shown));
        await scene.Bot.DoAsync("nora", "in-band", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Contains("P1", scene.Card.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Room.Posts, one => one.Shown.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_answers_a_page_out_of_band_is_sent_an_invitation_and_works_without_any_chat(Database database)
    {
        await using var scene = await LadderScene.StartAsync(database, settings: ["--Authentication:Authority", "https://id.example.com", "--Authentication:ClientId", "bot", "--Authentication:ClientSecret", "a-secret-of-the-provider"]);
        await scene.Bot.DoAsync("sam", "out-of-band --silent", "INC-1");
        Assert.Equal("already", (await scene.Bot.SayAsync("sam", "out-of-band", "INC-1")).Code);
        await scene.PageAsync("ben");
        using var ben = new Visitor(scene.Address);
        var page = new Uri(scene.Link(LadderScene.Ben)).PathAndQuery;
        await ben.PostAsync(page, await ben.GetAsync(page), ("answer", "Acknowledge"));
        await scene.Bot.SettleAsync();
        var link = new Uri(scene.Mail.To(LadderScene.Ben)[^1].Text.Split('\n')[1].Split(' ')[3]).PathAndQuery;
        var code = scene.Twilio.Texts.Single(one => one.To == LadderScene.BenPhone).Body.Split("Your code is ")[1].Split('.')[0];
        Assert.Contains("wind tunnel", await ben.PostAsync(link, await ben.GetAsync(link), ("code", code)), StringComparison.Ordinal);
        await scene.Bot.DoAsync("sam", "in-band", "INC-1");
        Assert.Equal("already", (await scene.Bot.SayAsync("sam", "in-band", "INC-1")).Code);
        Assert.Single(await scene.Bot.ReadAsync(db => db.Invitations.ToListAsync()));
        await scene.Bot.VerifyAsync("INC-1");
    }
}
