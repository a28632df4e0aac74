using IncidentBot.BrowserTests.Support;
using Microsoft.Playwright;
using Xunit.Sdk;
using Xunit.v3;

// One program and one browser for all tests, one test after the other: two cores serve both sides of every measurement.
[assembly: AssemblyFixture(typeof(Site))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace IncidentBot.BrowserTests.Support;

/// <summary>The running program and Debian's Chromium. Everybody has a browser context, and so cookies, of their own.</summary>
public sealed class Site : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly Dictionary<string, Visitor> atHome = [];
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

    /// <summary>A browser context with a page, for one person. Those who are signed in keep their browser from test to test, because a new one costs more than what most tests do with it.</summary>
    public async Task<Visitor> VisitAsync(string? handle, bool script)
    {
        if (handle is null || !script)
        {
            return await OpenAsync(handle ?? "nobody", script);
        }

        if (atHome.Remove(handle, out var back))
        {
            return back;
        }

        var visitor = await OpenAsync(handle, script);
        await visitor.SignInAsync(handle);
        return visitor;
    }

    /// <summary>Takes somebody back, signed in and without a page, unless something went wrong with them.</summary>
    public async Task LeaveAsync(Visitor visitor, bool well)
    {
        if (well && visitor.Wrong.Count == 0 && visitor.Name != "nobody" && visitor.Script)
        {
            await visitor.ResetAsync();
            atHome[visitor.Name] = visitor;
        }
        else
        {
            await visitor.Context.DisposeAsync();
        }
    }

    /// <param name="address">Of another program; null for this one.</param>
    public async Task<Visitor> OpenAsync(string name, bool script, Uri? address = null)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = (address ?? Address).ToString(),
            ViewportSize = new() { Width = Screens.Desk.Width, Height = Screens.Desk.Height },
            JavaScriptEnabled = script,
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "America/Chicago",
        });
        context.SetDefaultTimeout(15_000);
        return new Visitor(name, script, context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
