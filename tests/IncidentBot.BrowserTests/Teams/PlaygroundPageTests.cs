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

    private const int Patience = 20_000;

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
        await SeesAsync(visitor.Page.GetByText("Sam Okafor").First);
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
        await SeesAsync(visitor.Page.GetByText("The code is right."));
        await room.GoAsync("/account");
        await room["confirm"].ClickAsync();
        await Expect(room["answer"]).ToContainTextAsync("Linked");
        await room.GoAsync("about:blank");
        await SayAsync(visitor.Page.Locator("body"), "whoami");
        await SeesAsync(visitor.Page.GetByText("Contoso Dental (contoso-dental): responder"));
    }

    private static async Task<ILocator> DeclaredAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "incidents" }).ClickAsync();
        await SeesAsync(page.GetByText("IncidentBot is here"));
        await MentionAsync(page.Locator(Editor).First, "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).First.ClickAsync();

        var thread = page.Locator("div").Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = "Confirm incident" }) }).Filter(new() { Has = page.Locator(Editor) }).Last;
        await SeesAsync(thread.GetByText("State:"));
        await SeesAsync(thread.GetByText("Sam Okafor declared INC-1"));
        await Screens.TakeAsItIsAsync(visitor, "playground-1-card");
        await Screens.TakeForDocsAsync(visitor, "playground", Shown);
        return thread;
    }

    private static async Task AnsweredAsync(Visitor visitor, ILocator thread)
    {
        await MentionAsync(thread.Locator(Editor).Last, "scope systems=FS01");
        await thread.GetByRole(AriaRole.Button, new() { Name = "Send Message" }).Last.ClickAsync();
        await SeesAsync(thread.GetByText("The scope of INC-1: systems=FS01."));
        await Screens.TakeAsItIsAsync(visitor, "playground-2-thread");
    }

    private static async Task UpdatedAsync(Visitor visitor, ILocator thread)
    {
        await thread.GetByRole(AriaRole.Button, new() { Name = "Post update" }).ClickAsync();
        await thread.Locator("textarea").Last.FillAsync("FS01 is isolated");
        await Screens.TakeAsItIsAsync(visitor, "playground-3-form");
        await thread.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).Last.ClickAsync();
        await SeesAsync(thread.GetByText("The update is posted."));
        await SeesAsync(thread.GetByText("Update on INC-1 ransom note on FS01"));
        await Expect(thread.Locator("textarea")).ToHaveCountAsync(0, new() { Timeout = Patience });
        await Screens.TakeAsItIsAsync(visitor, "playground-4-answered");
    }

    private static async Task PagedAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "Personal Chat" }).ClickAsync();
        await SeesAsync(page.GetByText("You are needed: INC-1 ransom note on FS01"));
        await Screens.TakeAsItIsAsync(visitor, "playground-5-page");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await SeesAsync(page.GetByText("Sam Okafor has it").First);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" })).ToHaveCountAsync(0, new() { Timeout = Patience });
        await Screens.TakeAsItIsAsync(visitor, "playground-6-acknowledged");
    }

    /// <summary>Between what is done here and what is seen of it stand three programs.</summary>
    private static Task SeesAsync(ILocator what) => Expect(what).ToBeVisibleAsync(new() { Timeout = Patience });

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
