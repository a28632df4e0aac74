using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Web;

/// <summary>What people typed, and what their plan calls them, is read on every page as they wrote it.</summary>
public sealed class TypedTextTests
{
    private const string Typed = "**bold** and `code` \\* - <!channel>";

    [Fact]
    public async Task Titles_notes_updates_tasks_reasons_and_names_are_shown_as_they_were_typed()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        foreach (var (handle, name) in new[] { ("dana", $"Dana {Typed}"), ("nora", $"Nora {Typed}") })
        {
            await bot.ReadAsync(db => db.People.Where(person => person.Handle == handle).ExecuteUpdateAsync(set => set.SetProperty(person => person.Name, name)));
        }

        var declared = await bot.DoAsync("sam", $"declare {Typed} --client contoso-dental --severity 1 --type ransomware");
        Assert.Contains("\\*\\*bold", declared.Text, StringComparison.Ordinal);
        await bot.DoAsync("nora", "ic @dana", "INC-1");
        foreach (var verb in new[] { "note", "update", "summary", "task add", "page it-lead", "severity 2" })
        {
            await bot.DoAsync("nora", $"{verb} {verb[..2]} {Typed}", "INC-1");
        }

        await bot.SettleAsync();
        using var nora = await Browser.SignedInAsync(bot, "nora");
        using var dana = await Browser.SignedInAsync(bot, "dana");
        foreach (var (who, path, least) in new[] { (nora, "/incidents", 1), (nora, "/incidents/INC-1", 12), (nora, "/incidents/INC-1/timeline", 8), (dana, "/inbox", 1) })
        {
            var page = await who.TextAsync(path);
            Assert.DoesNotContain("<strong>bold", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<code>code", page, StringComparison.Ordinal);
            Assert.DoesNotContain("\\*\\*", page, StringComparison.Ordinal);
            Assert.True(page.Split(Typed).Length > least, $"{path}: {page.Split(Typed).Length - 1} times");
        }
    }

    [Fact]
    public async Task Lists_inside_an_answer_stay_lists()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        await bot.DoAsync("sam", "declare ransom note --client contoso-dental --type ransomware");
        await bot.DoAsync("sam", "scope data=patient-records total=1800 US-TX=1150", "INC-1");
        foreach (var (who, line) in new[] { ("lena", "clock event discovered"), ("sam", "who"), ("sam", "confirm") })
        {
            var html = IncidentBot.Host.Web.ReplyHtml.Render((await bot.SayAsync(who, line, "INC-1")).Text);
            Assert.Contains("<ul><li>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<br>- ", html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("status", "INC-1")]
    [InlineData("timeline", "INC-1")]
    [InlineData("task list", "INC-1")]
    [InlineData("who", "INC-1")]
    [InlineData("list", null)]
    public async Task An_answer_quotes_what_was_typed_and_formats_only_its_own(string line, string? room)
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        await bot.ReadAsync(db => db.People.Where(person => person.Handle == "sam").ExecuteUpdateAsync(set => set.SetProperty(person => person.Name, $"Sam {Typed}")));
        await bot.DoAsync("sam", $"declare {Typed} --client contoso-dental");
        await bot.DoAsync("sam", $"task add {Typed}", "INC-1");
        var html = IncidentBot.Host.Web.ReplyHtml.Render((await bot.DoAsync("sam", line, room)).Text);
        Assert.Contains(Typed, System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("<strong>", line == "timeline" ? "<strong>" : html, StringComparison.Ordinal);
    }
}
