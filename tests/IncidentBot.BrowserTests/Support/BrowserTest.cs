namespace IncidentBot.BrowserTests.Support;

/// <summary>A test with people in it. After the body each of them is asked what went wrong in their page, and a failed test leaves pictures of what they saw.</summary>
public abstract class BrowserTest(Site site) : IAsyncDisposable
{
    private readonly List<Visitor> visitors = [];

    protected Site Site => site;

    /// <summary>Somebody at a browser of their own; signed in when a handle is given.</summary>
    protected async Task<Visitor> VisitAsync(string? handle = null, bool script = true)
    {
        var visitor = await site.VisitAsync(handle, script);
        visitors.Add(visitor);
        return visitor;
    }

    /// <summary>Somebody at a browser of their own, before another program. Their browser goes with the test.</summary>
    protected async Task<Visitor> VisitAsync(Uri address)
    {
        var visitor = await site.OpenAsync("nobody", script: true, address);
        visitors.Add(visitor);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result is TestResult.Failed;
        var wrong = new List<string>();
        foreach (var visitor in visitors)
        {
            if (failed)
            {
                await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Folder, $"failed-{TestContext.Current.TestMethod?.MethodName}-{visitor.Name}.png") });
            }

            wrong.AddRange(visitor.Wrong.Select(one => $"{visitor.Name}: {one}"));
            await site.LeaveAsync(visitor, well: !failed);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
