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

    private readonly Dictionary<string, string> cookies = [];
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

    /// <summary>A browser context with a page, for one person: with the cookies of their first signing in, or nobody's.</summary>
    public async Task<Visitor> VisitAsync(string? handle, bool script)
    {
        if (handle is not null && !cookies.ContainsKey(handle))
        {
            var first = await OpenAsync(handle, script: true, null);
            await first.SignInAsync(handle);
            cookies[handle] = await first.Context.StorageStateAsync();
            await first.Context.DisposeAsync();
        }

        return await OpenAsync(handle ?? "nobody", script, handle is null ? null : cookies[handle]);
    }

    private async Task<Visitor> OpenAsync(string name, bool script, string? state)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            ViewportSize = new() { Width = 1440, Height = 900 },
            JavaScriptEnabled = script,
            StorageState = state,
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "America/Chicago",
        });
        context.SetDefaultTimeout(15_000);
        return new Visitor(name, context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
