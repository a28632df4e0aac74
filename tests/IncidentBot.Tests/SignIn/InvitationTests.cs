using System.Net;
using System.Text.RegularExpressions;
using IncidentBot.Core.SignIn;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.SignIn;

/// <summary>People without an account work out of band in one incident's room, and in nothing else.</summary>
public sealed partial class InvitationTests
{
    private const string Guest = "tailspin-forensics";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task With_link_and_code_a_contact_works_in_that_room_alone(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "declare beacon on FS02 --client contoso-dental");
        var (link, code) = await InviteAsync(bot, Guest);
        using var guest = new Visitor(bot.Address);
        var door = await guest.GetAsync(link);
        Assert.DoesNotContain("ransom", door, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("INC-1", door, StringComparison.Ordinal);
        Assert.DoesNotContain("Contoso", door, StringComparison.OrdinalIgnoreCase);

        var room = await guest.PostAsync(link, door, ("code", code.ToLowerInvariant()));
        Assert.Equal("/incidents/INC-1", guest.At.AbsolutePath);
        Assert.Contains("ransom note on FS01", room, StringComparison.Ordinal);
        await guest.PostAsync("/lines", room, ("line", "the image of FS01 is taken"), ("incident", "INC-1"));
        await guest.PostAsync("/lines", room, ("line", "/incident note the image of FS01 is hashed"), ("incident", "INC-1"));
        Assert.Contains(await bot.TimelineAsync("INC-1"), line => line.EndsWith("the image of FS01 is hashed", StringComparison.Ordinal));
        Assert.Single(await bot.ReadAsync(db => db.RoomPosts.Where(post => post.Text == "the image of FS01 is taken").ToListAsync()));

        foreach (var line in new[] { "confirm", "title mine now", "INC-2 note hello", "INC-2 status", "list", "declare mine --client contoso-dental", "invite @dana" })
        {
            var page = await guest.PostAsync("/lines", room, ("line", $"/incident {line}"), ("incident", "INC-1"));
            Assert.True(page.Contains("Not done.", StringComparison.Ordinal), $"{line} → {guest.At} {string.Join(" | ", page.Split('\n').Where(one => one.Contains("id=\"answer\"", StringComparison.Ordinal)))}");
            Assert.DoesNotContain("beacon", page, StringComparison.Ordinal);
        }

        await guest.PostAsync("/lines", room, ("line", "am I here?"), ("incident", "INC-2"));
        Assert.Empty(await bot.ReadAsync(db => db.RoomPosts.Where(post => post.Text == "am I here?").ToListAsync()));
        foreach (var path in new[] { "/incidents/INC-2", "/incidents/INC-2/timeline", "/incidents/INC-2/timeline.json", "/incidents/INC-2/post-mortem.md", "/incidents/INC-2/events", "/incidents/INC-10", "/inbox", "/events", "/account", "/audit", "/hangfire" })
        {
            await guest.GetAsync(path);
            Assert.True(guest.Status is HttpStatusCode.NotFound, $"{path} → {guest.Status} {guest.At}");
        }
    }

    [Fact]
    public async Task The_link_works_once_and_is_over_when_it_is_taken_back_or_too_old()
    {
        await using var bot = await StartAsync(Database.Sqlite);
        var (link, code) = await InviteAsync(bot, Guest);
        using var guest = new Visitor(bot.Address);
        await guest.PostAsync(link, await guest.GetAsync(link), ("code", code));
        Assert.Equal("/incidents/INC-1", guest.At.AbsolutePath);
        using var second = new Visitor(bot.Address);
        Assert.Contains("not good any more", await second.GetAsync(link), StringComparison.Ordinal);

        await bot.DoAsync("sam", "invitation revoke 1", "INC-1");
        await guest.GetAsync("/incidents/INC-1");
        Assert.Equal("/sign-in", guest.At.AbsolutePath);
        Assert.Contains("1. tailspin-forensics – taken back", (await bot.DoAsync("sam", "invitation list", "INC-1")).Text, StringComparison.Ordinal);

        var (old, _) = await InviteAsync(bot, Guest, "--hours 2");
        bot.Time.Advance(TimeSpan.FromHours(2));
        Assert.Contains("not good any more", await second.GetAsync(old), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_codes_make_it_void_and_say_nothing()
    {
        await using var bot = await StartAsync(Database.Sqlite);
        var (link, code) = await InviteAsync(bot, Guest);
        using var thief = new Visitor(bot.Address);
        var page = await thief.GetAsync(link);
        for (var guess = 0; guess < 5; guess++)
        {
            await thief.PostAsync(link, page, ("code", $"ZZZZ-{guess:0000}"));
        }

        using var guest = new Visitor(bot.Address);
        await guest.PostAsync(link, page, ("code", code));
        await guest.GetAsync("/incidents/INC-1");
        Assert.Equal("/sign-in", guest.At.AbsolutePath);
        Assert.Equal(5, await bot.ReadAsync(db => db.AuditEntries.CountAsync(one => one.Kind == AuditKind.SignInRefused)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_responder_who_comes_by_an_invitation_has_his_rights_in_that_incident_alone(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "declare beacon on FS02 --client contoso-dental");
        var (link, code) = await InviteAsync(bot, "ravi");
        using var ravi = new Visitor(bot.Address);
        var room = await ravi.PostAsync(link, await ravi.GetAsync(link), ("code", code));
        await ravi.PostAsync("/lines", room, ("line", "/incident title ransom note on FS01 and FS03"), ("incident", "INC-1"));
        Assert.Equal("ransom note on FS01 and FS03", (await bot.IncidentAsync("INC-1")).Title);
        foreach (var (line, incident) in new[] { ("/incident title mine", "INC-2"), ("/incident INC-2 title mine", "INC-1"), ("/incident merge INC-2", "INC-1") })
        {
            await ravi.PostAsync("/lines", room, ("line", line), ("incident", incident));
            await ravi.PostAsync("/actions", room, ("verb", "title"), ("arguments", """{"title":"mine"}"""), ("incident", "INC-2"));
            await ravi.PostAsync("/forms/title", room, ("title", "mine"), ("incident", "INC-2"));
        }

        Assert.Equal("beacon on FS02", (await bot.IncidentAsync("INC-2")).Title);
    }

    [Fact]
    public async Task Neither_link_nor_code_is_stored_or_logged_and_a_repeat_does_not_show_them_again()
    {
        await using var bot = await StartAsync(Database.Sqlite);
        var first = await bot.SayAsync("sam", $"invitation send {Guest}", "INC-1", key: "same");
        var again = await bot.SayAsync("sam", $"invitation send {Guest}", "INC-1", key: "same");
        Assert.NotNull(first.ShownOnce);
        Assert.Null(again.ShownOnce);
        Assert.Equal(first.Text, again.Text);
        Assert.Single(await bot.ReadAsync(db => db.Invitations.ToListAsync()));
        var (token, code) = Read(first.ShownOnce);
        await bot.SettleAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(bot.Folder, "incidentbot.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync();
            Assert.DoesNotContain(token[^64..], text, StringComparison.Ordinal);
            Assert.DoesNotContain(code, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(bot.Logs.Lines, line => line.Text.Contains(token[^64..], StringComparison.Ordinal) || line.Text.Contains(code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reads_of_what_is_confidential_are_in_the_audit()
    {
        await using var bot = await StartAsync(Database.Sqlite);
        await bot.DoAsync("nora", "declare insider at the desk --client contoso-dental --confidential");
        await bot.DoAsync("nora", "status", "INC-2");
        using var milo = new Visitor(bot.Address);
        await milo.BeAsync("milo");
        foreach (var path in new[] { "/incidents/INC-2", "/incidents/INC-2", "/incidents/INC-2/timeline", "/incidents/INC-2/timeline.json", "/incidents/INC-1" })
        {
            await milo.GetAsync(path);
        }

        var reads = await bot.ReadAsync(db => db.AuditEntries.Where(one => one.Kind == AuditKind.ConfidentialRead).OrderBy(one => one.At).ThenBy(one => one.Id)
            .Select(one => new { one.Detail, Who = db.People.Single(person => person.Id == one.PersonId).Handle }).ToListAsync());
        Assert.Equal(["nora status", "milo room", "milo timeline", "milo timeline file"], reads.Select(one => $"{one.Who} {one.Detail}"));

        using var olga = new Visitor(bot.Address);
        await olga.BeAsync("olga");
        var page = await olga.GetAsync("/audit");
        Assert.Contains("Milo", page, StringComparison.Ordinal);
        Assert.DoesNotContain("insider", page, StringComparison.Ordinal);
        using var nora = new Visitor(bot.Address);
        await nora.BeAsync("nora");
        await nora.GetAsync("/audit");
        Assert.Equal("/refused", nora.At.AbsolutePath);
    }

    private static async Task<Bot> StartAsync(Database database)
    {
        var bot = await Bot.StartAsync(database, listen: true, sampleOnly: true);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.SettleAsync();
        return bot;
    }

    private static async Task<(string Link, string Code)> InviteAsync(Bot bot, string contact, string more = "")
    {
        var reply = await bot.DoAsync("sam", $"invitation send {contact} {more}".Trim(), "INC-1");
        await bot.SettleAsync();
        return Read(reply.ShownOnce!);
    }

    private static (string Link, string Code) Read(string shown) => (Link().Match(shown).Value, Code().Match(shown).Groups[1].Value);

    [GeneratedRegex(@"/enter\?invitation=[0-9a-f]{64}")]
    private static partial Regex Link();

    [GeneratedRegex("Code: ([2-9B-Z]{4}-[2-9B-Z]{4})")]
    private static partial Regex Code();
}
