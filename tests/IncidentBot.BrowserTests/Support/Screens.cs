using Microsoft.Playwright;

namespace IncidentBot.BrowserTests.Support;

/// <summary>Pictures of a page as it is on a telephone and on a desk, for people to look at.</summary>
public static class Screens
{
    public const int Phone = 360;

    public static readonly (int Width, int Height) Desk = (1440, 900);

    private static readonly (int Width, int Height)[] Sizes = [(Phone, 800), Desk];

    /// <summary>Takes a page at both sizes and leaves it at the desk's; around an element when one is named.</summary>
    public static async Task TakeAsync(Visitor visitor, string name, bool dark = false, string? at = null)
    {
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        foreach (var (width, height) in Sizes)
        {
            await visitor.Page.SetViewportSizeAsync(width, height);
            await visitor.Page.EvaluateAsync("at => { [document.scrollingElement, ...document.querySelectorAll('.card-body, .right')].forEach(one => one.scrollTo(0, 0)); if (at) document.querySelector(at)?.scrollIntoView(); }", at);
            await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screens, $"{name}-{width}{(dark ? "-dark" : "")}.png") });
        }

        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    /// <summary>The whole length of a page on a telephone.</summary>
    public static async Task TakeLongAsync(Visitor visitor, string name)
    {
        await visitor.Page.SetViewportSizeAsync(Phone, 800);
        await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screens, $"{name}-{Phone}-long.png"), FullPage = true });
        await visitor.Page.SetViewportSizeAsync(Desk.Width, Desk.Height);
    }

    /// <summary>A page as it stands before somebody.</summary>
    public static Task TakeAsItIsAsync(Visitor visitor, string name) => visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screens, $"{name}.png") });

    /// <summary>A picture in the documents, when they are to be taken anew.</summary>
    /// <param name="within">How much of the page is shown; null for all of it at the desk's size.</param>
    public static async Task TakeForDocsAsync(Visitor visitor, string name, Clip? within = null)
    {
        if (Artifacts.UpdateDocs)
        {
            var folder = Directory.CreateDirectory(Path.Combine(Artifacts.Root, "docs", "pictures")).FullName;
            var file = Path.Combine(folder, $"{name}.png");
            if (within is null)
            {
                await visitor.Page.SetViewportSizeAsync(Desk.Width, Desk.Height);
            }

            await visitor.Page.ScreenshotAsync(new() { Path = file, Clip = within });
            Assert.InRange(new FileInfo(file).Length, 1, 300_000);
        }
    }
}
