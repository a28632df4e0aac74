using System.Text.RegularExpressions;
using IncidentBot.BrowserTests.Support;
using IncidentBot.Tests.Teams.Playground;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.Teams;

/// <summary>What docs/teams.md tells a developer to try without Microsoft: the Agents Playground's own page in a browser, before the program as it is started for it.</summary>
public sealed partial class PlaygroundPageTests(Site site) : BrowserTest(site)
{
    /// <summary>Where people write; the fields of forms are none.</summary>
    private const string Editor = "[data-lexical-editor=true]";

    private static readonly (int Width, int Height) Page = (1440, 1200);

    /// <summary>Without what the page tells developers at its right.</summary>
    private static readonly Clip Shown = new() { X = 0, Y = 0, Width = 1108, Height = Page.Height };

    [Fact]
    public async Task A_developer_runs_an_incident_in_the_page_of_the_playground()
    {
        await using var playground = new PlaygroundProgram();
        await playground.StartAsync();
        await using var program = await RunningProgram.StartAsync("playground-bot", playground.Bot, "--environment", "Development", "--Teams:AllowUnauthenticated", "true");
        var room = await VisitAsync(program.Address);
        var visitor = await OpenAsync(playground.Address);
        await LinkedAsync(room, visitor);
        var thread = await DeclaredAsync(visitor);
        await AnsweredAsync(visitor, thread);
        await UpdatedAsync(visitor, thread);
        await PagedAsync(visitor);
    }

    /// <summary>The page asks Microsoft for letters and sounds, and complains of what it does not find: nothing of that is ours.</summary>
    private async Task<Visitor> OpenAsync(Uri address)
    {
        var visitor = await VisitAsync(address);
        visitor.Forgive("");
        await visitor.Page.SetViewportSizeAsync(Page.Width, Page.Height);
        await visitor.Page.RouteAsync("**/*", route => new Uri(route.Request.Url) is { Scheme: "http" or "https", IsLoopback: false } ? route.AbortAsync() : route.ContinueAsync());
        await visitor.GoAsync("/");
        await Expect(visitor.Page.GetByText("Sam Okafor").First).ToBeVisibleAsync();
        return visitor;
    }

    private static async Task LinkedAsync(Visitor room, Visitor visitor)
    {
        await room.SignInAsync("sam");
        await room.GoAsync("/account");
        await room["make-code"].ClickAsync();
        await Expect(room["answer"]).ToContainTextAsync(Code());
        var code = Code().Match(await room["answer"].InnerTextAsync()).Value;

        await visitor.Page.GetByRole(AriaRole.Treeitem, new() { Name = "Personal Chat" }).ClickAsync();
        await SayAsync(visitor.Page.Locator("body"), $"link {code}");
        await Expect(visitor.Page.GetByText("Account", new() { Exact = false }).Last).ToBeVisibleAsync();
        await room.GoAsync("/account");
        await room["confirm"].ClickAsync();
        await Expect(room["answer"]).ToContainTextAsync("Linked");
        await room.GoAsync("about:blank");
        await SayAsync(visitor.Page.Locator("body"), "whoami");
        await Expect(visitor.Page.GetByText("Contoso Dental (contoso-dental): responder")).ToBeVisibleAsync();
    }

    private static async Task<ILocator> DeclaredAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "incidents" }).ClickAsync();
        await Expect(page.GetByText("IncidentBot is here")).ToBeVisibleAsync();
        await MentionAsync(page.Locator(Editor).First, "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).First.ClickAsync();

        var thread = page.Locator("div").Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = "Confirm incident" }) }).Filter(new() { Has = page.Locator(Editor) }).Last;
        await Expect(thread.GetByText("State:")).ToBeVisibleAsync();
        await Expect(thread.GetByText("Sam Okafor declared INC-1")).ToBeVisibleAsync();
        await Screens.TakeAsItIsAsync(visitor, "playground-1-card");
        await Screens.TakeForDocsAsync(visitor, "playground", Shown);
        return thread;
    }

    private static async Task AnsweredAsync(Visitor visitor, ILocator thread)
    {
        await MentionAsync(thread.Locator(Editor).Last, "scope systems=FS01");
        await thread.GetByRole(AriaRole.Button, new() { Name = "Send Message" }).Last.ClickAsync();
        await Expect(thread.GetByText("The scope of INC-1: systems=FS01.")).ToBeVisibleAsync();
        await Screens.TakeAsItIsAsync(visitor, "playground-2-thread");
    }

    private static async Task UpdatedAsync(Visitor visitor, ILocator thread)
    {
        await thread.GetByRole(AriaRole.Button, new() { Name = "Post update" }).ClickAsync();
        await thread.Locator("textarea").Last.FillAsync("FS01 is isolated");
        await Screens.TakeAsItIsAsync(visitor, "playground-3-form");
        await thread.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).Last.ClickAsync();
        await Expect(thread.GetByText("The update is posted.")).ToBeVisibleAsync();
        await Expect(thread.GetByText("Update on INC-1 ransom note on FS01")).ToBeVisibleAsync();
        await Expect(thread.Locator("textarea")).ToHaveCountAsync(0);
        await Screens.TakeAsItIsAsync(visitor, "playground-4-answered");
    }

    private static async Task PagedAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "Personal Chat" }).ClickAsync();
        await Expect(page.GetByText("You are needed: INC-1 ransom note on FS01")).ToBeVisibleAsync();
        await Screens.TakeAsItIsAsync(visitor, "playground-5-page");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await Expect(page.GetByText("Sam Okafor has it").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" })).ToHaveCountAsync(0);
        await Screens.TakeAsItIsAsync(visitor, "playground-6-acknowledged");
    }

    private static async Task SayAsync(ILocator place, string line)
    {
        await place.Locator(Editor).Last.PressSequentiallyAsync(line);
        await place.GetByRole(AriaRole.Button, new() { Name = "Send Message" }).Last.ClickAsync();
    }

    /// <summary>The page knows a mention only by its menu.</summary>
    private static async Task MentionAsync(ILocator editor, string line)
    {
        await editor.PressSequentiallyAsync("@");
        await editor.Page.GetByRole(AriaRole.Menuitem, new() { Name = "IncidentBot" }).ClickAsync();
        await editor.Page.Keyboard.TypeAsync($" {line}");
    }

    [GeneratedRegex("[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}")]
    private static partial Regex Code();
}
