using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace IncidentBot.BrowserTests.Support;

/// <summary>One person at one browser. Whatever goes wrong in their page (a console error, a failed request, a dialog) is kept and fails the test at its end.</summary>
public sealed partial class Visitor
{
    private readonly List<string> wrong = [];
    private readonly List<Regex> forgiven = [];

    public Visitor(string name, bool script, IBrowserContext context, IPage page)
    {
        Name = name;
        Script = script;
        Context = context;
        Page = page;
        page.Console += (_, message) => Note(message.Type == "error", $"console: {message.Text} ({message.Location})");
        page.PageError += (_, error) => Note(true, $"script: {error}");
        page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status} {response.Request.Method} {response.Url}");
        // Whoever leaves a page ends its stream and what it was just fetching: the browser calls that aborted.
        page.RequestFailed += (_, request) => Note(request.Failure != "net::ERR_ABORTED", $"{request.Failure} {request.Method} {request.Url}");
        page.Dialog += async (_, dialog) =>
        {
            Note(true, $"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public string Name { get; }

    /// <summary>Whether their browser runs JavaScript.</summary>
    public bool Script { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public ILocator this[string test] => Page.GetByTestId(test);

    /// <summary>What went wrong so far and was not expected to.</summary>
    public IReadOnlyList<string> Wrong
    {
        get
        {
            lock (wrong)
            {
                return [.. wrong.Where(one => !forgiven.Any(pattern => pattern.IsMatch(one)))];
            }
        }
    }

    /// <summary>The incident that the page is about, as <c>INC-7</c>.</summary>
    public string Reference => InAddress().Match(Page.Url) is { Success: true } found ? found.Value : throw new InvalidOperationException($"{Page.Url} is no incident's page.");

    public async Task SignInAsync(string handle)
    {
        await Page.GotoAsync("/sign-in");
        await this[$"sign-in-{handle}"].ClickAsync();
        await Page.WaitForURLAsync("**/incidents");
    }

    public async Task GoAsync(string path) => await Page.GotoAsync(path);

    /// <summary>Declares without the form, for tests that are not about it, and arrives in the room.</summary>
    public async Task<string> DeclareAsync(string title, string severity = "3", string type = "ransomware", bool confidential = false)
    {
        var page = await (await Context.APIRequest.GetAsync("/incidents")).TextAsync();
        var form = Context.APIRequest.CreateFormData();
        form.Set("__RequestVerificationToken", Token().Match(page).Groups[1].Value).Set("key", Guid.NewGuid().ToString("N"));
        form.Set("title", title).Set("client", "contoso-dental").Set("severity", severity).Set("type", type).Set("confidential", confidential ? "on" : "");
        var answer = await Context.APIRequest.PostAsync("/forms/declare", new() { Form = form, Headers = [new("Accept", "application/json")] });
        var incident = (await answer.JsonAsync())!.Value.GetProperty("incident").GetString()!;
        await GoAsync($"/incidents/{incident}");
        return incident;
    }

    /// <summary>Declares through the form and arrives in the room.</summary>
    public async Task<string> DeclareByFormAsync(string title, string severity = "3", string type = "ransomware", bool confidential = false)
    {
        await GoAsync("/incidents");
        await OpenAsync("declare");
        await this["declare-title"].FillAsync(title);
        await this["declare-severity"].SelectOptionAsync(severity);
        await this["form-declare"].GetByTestId("type").SelectOptionAsync(type);
        await this["declare-confidential"].SetCheckedAsync(confidential);
        await this["declare-send"].ClickAsync();
        await Page.WaitForURLAsync(InAddress());
        return Reference;
    }

    /// <summary>Opens a fold unless it is open.</summary>
    public async Task OpenAsync(string summary)
    {
        var fold = this[summary];
        await fold.WaitForAsync();
        if (!await fold.EvaluateAsync<bool>("summary => summary.parentElement.open"))
        {
            await fold.ClickAsync();
        }
    }

    /// <summary>Types a line into the composer and sends it.</summary>
    public Task<Answer> SayAsync(string line) => AnswerAsync(async () =>
    {
        await this["composer"].FillAsync(line);
        await this["send"].ClickAsync();
    });

    /// <summary>Types a line that must be done.</summary>
    public async Task<Answer> DoAsync(string line) => Done(line, await SayAsync(line));

    /// <summary>Sends many lines at once, as the composer would one after the other. All must be done.</summary>
    public async Task DoAllAsync(IReadOnlyList<string> lines) => Assert.Empty(await Page.EvaluateAsync<string[]>(
        """
        async lines => {
          const form = document.querySelector("[data-test=composer-form]");
          const send = async line => {
            const body = new URLSearchParams(new FormData(form));
            body.set("line", line);
            body.set("key", crypto.randomUUID());
            const said = await (await fetch("/lines", { method: "POST", body, headers: { Accept: "application/json" } })).json();
            return said.code ? `${line}: ${said.code}` : null;
          };
          return (await Promise.all(lines.map(send))).filter(Boolean);
        }
        """, lines));

    /// <summary>Presses something that must be done.</summary>
    public async Task<Answer> PressAsync(string test) => Done(test, await AnswerAsync(() => this[test].First.ClickAsync()));

    public async Task<Answer> PressAsync(ILocator button) => Done($"{button}", await AnswerAsync(() => button.ClickAsync()));

    /// <summary>What the server answers to the next line, button or form, with the moment at which the answer came.</summary>
    public async Task<Answer> AnswerAsync(Func<Task> act)
    {
        var response = await Page.RunAndWaitForResponseAsync(act, one => one.Request.Method == "POST" && Doors().IsMatch(one.Url));
        var body = await response.JsonAsync() ?? throw new InvalidOperationException("The answer is empty.");
        return new Answer(body.GetProperty("html").GetString() ?? "", body.GetProperty("code").GetString(), Stopwatch.StartNew());
    }

    /// <summary>Waits until something holds and says how long it took since the answer; looked at in every frame.</summary>
    public async Task<TimeSpan> SeesAsync(string script, Answer since, object? argument = null, int within = 1000)
    {
        await Page.WaitForFunctionAsync(script, argument, new() { Timeout = within, PollingInterval = null });
        return since.Since.Elapsed;
    }

    /// <summary>Expects something that the listeners would call wrong.</summary>
    public void Forgive(string pattern) => forgiven.Add(new Regex(pattern));

    /// <summary>Back to an empty page at the desk, with nothing forgiven.</summary>
    public async Task ResetAsync()
    {
        foreach (var other in Context.Pages.Where(other => other != Page).ToList())
        {
            await other.CloseAsync();
        }

        await Page.GotoAsync("about:blank");
        await Page.SetViewportSizeAsync(Screens.Desk.Width, Screens.Desk.Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        lock (wrong)
        {
            wrong.Clear();
            forgiven.Clear();
        }
    }

    private static Answer Done(string what, Answer answer)
    {
        Assert.True(answer.Code is null, $"{what} → {answer.Code}: {answer.Html}");
        return answer;
    }

    private void Note(bool isWrong, string what)
    {
        if (isWrong)
        {
            lock (wrong)
            {
                wrong.Add(what);
            }
        }
    }

    [GeneratedRegex("INC-[0-9]+(?=$|[/?#])")]
    private static partial Regex InAddress();

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)")]
    private static partial Regex Token();

    [GeneratedRegex("/(lines|actions|forms/[^/]+)$")]
    private static partial Regex Doors();
}

/// <summary>What came back to the browser: the bot's words, a code when it refused, and a watch that runs since it arrived.</summary>
public sealed record Answer(string Html, string? Code, Stopwatch Since);
