using IncidentBot.BrowserTests.Support;
using Microsoft.Playwright;
using Xunit.Sdk;
using Xunit.v3;

// One program and one browser for all tests, one test after the other: two cores serve both sides of every measurement.
[assembly: AssemblyFixture(typeof(Site))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace IncidentBot.BrowserTests.Support;

/// <summary>The running program and Debian's Chromium. Every visitor has a browser context, and so cookies, of their own.</summary>
public sealed class Site : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private RunningProgram program = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public Uri Address => program.Address;

    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(Chromium), $"{Chromium} is missing: apt-get install chromium");
        var starting = RunningProgram.StartAsync();
        playwright = await Playwright.CreateAsync();
        playwright.Selectors.SetTestIdAttribute("data-test");
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Quiet });
        program = await starting;
    }

    /// <summary>Somebody at a browser; signed in when a handle is given.</summary>
    public async Task<Visitor> VisitAsync(string? handle = null, bool script = true, int width = 1440, int height = 900, bool dark = false)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            JavaScriptEnabled = script,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "en-GB",
            TimezoneId = "America/Chicago",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        var visitor = new Visitor(context, await context.NewPageAsync());
        if (handle is not null)
        {
            await visitor.SignInAsync(handle);
        }

        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
