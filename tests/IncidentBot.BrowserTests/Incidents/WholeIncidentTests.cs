using IncidentBot.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.Incidents;

/// <summary>One ransomware incident as three people live it in their browsers: typed lines, buttons and forms, and what each of them sees.</summary>
public sealed class WholeIncidentTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Three_people_run_a_ransomware_incident_from_the_form_to_the_close()
    {
        var sam = await VisitAsync("sam");
        var nora = await VisitAsync("nora");
        var lena = await VisitAsync("lena");

        var incident = await DeclaredAsync(sam);
        await PagedAsync(lena, sam, incident);
        await nora.GoAsync($"/incidents/{incident}");
        await ConfirmedAsync(sam, nora);
        await ContainedAsync(sam, nora);
        await CleanedUpAsync(sam, nora);
        await LearnedAsync(sam, nora);
        await LawAsync(lena, sam, incident);
        await ClosedAsync(sam, nora, lena, incident);
    }

    private static async Task<string> DeclaredAsync(Visitor sam)
    {
        await sam.GoAsync("/incidents");
        await sam.OpenAsync("declare");
        await Screens.TakeAsync(sam, "02-declare");
        var incident = await sam.DeclareByFormAsync("Ransom note on FS01", severity: "1");
        await Expect(sam["answer"]).ToContainTextAsync($"{incident} is declared");
        await Expect(sam["title"]).ToHaveTextAsync("Ransom note on FS01");
        await Expect(sam["state"]).ToHaveTextAsync("triage");
        await Expect(sam["opening"]).ToHaveCountAsync(0);
        await Expect(sam["post"].First).ToBeVisibleAsync();
        await Screens.TakeAsync(sam, "03-triage");
        await Screens.TakeLongAsync(sam, "03-triage");
        return incident;
    }

    /// <summary>Counsel is paged in her inbox, opens it from the count in the bar and acknowledges; the room sees who has it.</summary>
    private static async Task PagedAsync(Visitor lena, Visitor sam, string incident)
    {
        await lena.GoAsync("/incidents");
        await Expect(lena["inbox-count"]).ToContainTextAsync("waiting for you");
        await lena["nav-inbox"].ClickAsync();
        var notice = lena["notice"].Filter(new() { HasText = incident }).First;
        await Expect(notice).ToBeVisibleAsync();
        await Screens.TakeAsync(lena, "04-inbox");
        await lena.PressAsync(notice.GetByTestId("action-ack"));
        await Expect(lena["answer"]).ToContainTextAsync("has it");
        await Expect(lena["notice-settled"].Filter(new() { HasText = incident }).First).ToBeVisibleAsync();
        await Expect(sam.Page.Locator("#pages")).ToContainTextAsync("Lena Park has it");
    }

    private static async Task ConfirmedAsync(Visitor sam, Visitor nora)
    {
        var early = await sam.AnswerAsync(() => sam["card"].GetByTestId("action-confirm").ClickAsync());
        Assert.Equal("guard", early.Code);
        await Expect(sam["answer"]).ToContainTextAsync("Not done.");

        await nora.OpenAsync("give-role");
        await nora["role"].SelectOptionAsync("commander");
        await nora["form-role"].GetByLabel("Who").SelectOptionAsync(new SelectOptionValue { Label = "Sam Okafor (@sam)" });
        await nora.PressAsync("role-send");
        await Expect(sam["card"]).ToContainTextAsync("Sam Okafor");

        await sam.OpenAsync("scope");
        await sam["scope-values"].FillAsync("systems=FS01,FS02\naccounts=svc-backup\ndata=patient-records\ntotal=1800\nUS-TX=1150\nUS-CA=620\nUS-NY=30");
        await sam.PressAsync("scope-send");
        await Expect(nora.Page.Locator("#facts")).ToContainTextAsync("FS01");
        await sam.PressAsync(sam["card"].GetByTestId("action-confirm"));
        await Expect(nora["state"]).ToHaveTextAsync("containment");
    }

    private static async Task ContainedAsync(Visitor sam, Visitor nora)
    {
        await sam.SayAsync("FS01 and FS02 are off the switch, memory is being imaged");
        await nora.SayAsync("Thanks. Dana, please keep everybody off the mail until we know more.");
        await Expect(sam["posts"]).ToContainTextAsync("keep everybody off the mail");
        await sam.OpenAsync("action-update");
        await sam["update-text"].FillAsync("Two file servers are isolated; the practice works on paper.");
        await sam.PressAsync("send-update");
        await Expect(nora["posts"]).ToContainTextAsync("the practice works on paper");
        await sam.PressAsync("task-7-done");
        await sam.PressAsync("task-8-done");
        await nora.SayAsync("Dana has the switchboard; patients are told to expect paper forms until noon.");
        await Expect(sam["posts"]).ToContainTextAsync("paper forms until noon");
        await sam.Page.GetByLabel("Close the answer").ClickAsync();
        await Screens.TakeAsync(sam, "05-containment");
        await Screens.TakeForDocsAsync(sam, "room");

        await DecideTasksAsync(sam, "containment", byButton: 1);
        await sam.PressAsync(sam["card"].GetByTestId("action-contained"));
        await Expect(nora["state"]).ToHaveTextAsync("eradication");

        await sam.OpenAsync("more");
        await sam["form-back"].GetByLabel("To").SelectOptionAsync("containment");
        await sam["form-back"].GetByLabel("Why it steps back").FillAsync("the beacon is back on FS03");
        await sam.PressAsync("action-back");
        await Expect(nora["state"]).ToHaveTextAsync("containment");
        await Expect(nora["posts"]).ToContainTextAsync("the beacon is back on FS03");
        await Screens.TakeAsync(nora, "06-stepped-back");
        await DecideTasksAsync(sam, "containment");
        await sam.DoAsync("/incident contained");
        await Expect(nora["state"]).ToHaveTextAsync("eradication");
    }

    private static async Task CleanedUpAsync(Visitor sam, Visitor nora)
    {
        await Screens.TakeAsync(sam, "07-eradication");
        await DecideTasksAsync(sam, "eradication", byButton: 1);
        await sam.PressAsync(sam["card"].GetByTestId("action-eradicated"));
        await Expect(nora["state"]).ToHaveTextAsync("recovery");
        await DecideTasksAsync(sam, "recovery");
        await sam.OpenAsync("action-restored");
        await Screens.TakeAsync(sam, "08-recovery");
        await sam["restored-from"].FillAsync("FS01 and FS02 from the immutable backup of 22 November");
        await sam.PressAsync("send-restored");
        await Expect(nora["state"]).ToHaveTextAsync("validation");
        await DecideTasksAsync(sam, "validation");
        await sam.DoAsync("/incident validated");
        await Expect(nora["state"]).ToHaveTextAsync("review");
    }

    private static async Task LearnedAsync(Visitor sam, Visitor nora)
    {
        var early = await sam.SayAsync("/incident close");
        Assert.Equal("guard", early.Code);
        await Expect(sam["answer"]).ToContainTextAsync("post-mortem");

        await sam.OpenAsync("add-lesson");
        await sam["lesson-text"].FillAsync("The backups were immutable");
        await sam.PressAsync("lesson-send");
        await sam.DoAsync("/incident lesson gap the plan names no contact at the lab");
        await Expect(nora["lesson"]).ToHaveCountAsync(2);
        await sam.DoAsync("/incident followup add enforce MFA on the backup console --owner @ravi --due 2027-01-15");
        await Expect(nora["followup-1"]).ToContainTextAsync("Ravi Menon");
        await nora.OpenAsync("add-followup");
        await nora["followup-title"].FillAsync("Put the lab into the plan");
        await nora["form-followup-add"].GetByLabel("Owner").SelectOptionAsync(new SelectOptionValue { Label = "Nora Whitfield" });
        await nora.PressAsync("followup-send");
        await Expect(sam["followup-2"]).ToContainTextAsync("Nora Whitfield");
        await Screens.TakeAsync(nora, "09-review", at: "#review");
    }

    /// <summary>Counsel records what clocks run from, files one and takes the rest over by name.</summary>
    private static async Task LawAsync(Visitor lena, Visitor sam, string incident)
    {
        await lena.GoAsync($"/incidents/{incident}");
        await lena.OpenAsync("record-event");
        await lena["event-name"].FillAsync("discovered");
        await lena["event-at"].FillAsync("2026-11-23");
        await lena.PressAsync("event-send");
        var hhs = lena["clock-us-hipaa-408-hhs-500"];
        await Expect(hhs.GetByTestId("clock-state")).ToContainTextAsync("running");
        await lena.Page.SetViewportSizeAsync(Screens.Phone, 800);
        Assert.True(await lena["answer"].EvaluateAsync<bool>("answer => answer.firstElementChild.getBoundingClientRect().top >= answer.getBoundingClientRect().top"), "A long answer begins above where one can scroll.");
        await Screens.TakeAsync(lena, "10-clocks", at: "#clocks");
        await Screens.TakeAsync(lena, "10-clocks", dark: true, at: "#clocks");
        await Expect(sam["clock-us-hipaa-408-hhs-500"].GetByTestId("clock-state")).ToContainTextAsync("running");
        await Expect(sam["clock-us-hipaa-408-hhs-500"].GetByTestId("clock-decide")).ToHaveCountAsync(0);

        await hhs.GetByTestId("clock-decide").ClickAsync();
        await Screens.TakeAsync(lena, "11-clock-decide", at: "[data-test=clock-us-hipaa-408-hhs-500]");
        await hhs.GetByTestId("filed-reference").FillAsync("OCR-77");
        await lena.PressAsync(hhs.GetByTestId("action-clock-filed"));
        await lena.OpenAsync("clocks-decided");
        await Expect(hhs).ToContainTextAsync("reference OCR-77");
        await lena.DoAsync("/incident clock owner all @lena");
        await Expect(sam.Page.Locator("#clocks")).ToContainTextAsync("Owner: Lena Park");
    }

    private static async Task ClosedAsync(Visitor sam, Visitor nora, Visitor lena, string incident)
    {
        await Expect(sam["action-review-post"]).ToHaveCountAsync(0);
        await nora.PressAsync("action-review-post");
        await Expect(lena["posts"].Locator("li").Last).ToContainTextAsync("ost-mortem");
        await Expect(sam["post-mortem"]).ToContainTextAsync("revision 1");
        await sam.PressAsync(sam["card"].GetByTestId("action-close"));
        await Expect(lena["state"]).ToHaveTextAsync("closed");
        await Expect(sam["card"].GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Screens.TakeAsync(sam, "12-closed");
        await Screens.TakeAsync(sam, "12-closed", dark: true);

        var download = await nora.Page.RunAndWaitForDownloadAsync(() => nora["post-mortem"].ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("The backups were immutable", text, StringComparison.Ordinal);
        Assert.Contains("enforce MFA on the backup console", text, StringComparison.Ordinal);
        await nora.GoAsync($"/incidents/{incident}/timeline");
        Assert.InRange(await nora["entry"].CountAsync(), 40, 400);
        await Screens.TakeAsync(nora, "13-timeline");
        await nora.GoAsync("/incidents?all=true");
        await Expect(nora[$"incident-{incident[4..]}"]).ToContainTextAsync("closed");
        await Screens.TakeAsync(nora, "14-all-incidents");
    }

    /// <summary>Decides every open task: some by their buttons, one by a typed line, the others all at once.</summary>
    private static async Task DecideTasksAsync(Visitor sam, string stage, int byButton = 0)
    {
        // The tasks come with the state: the page may still show those of the stage before.
        await Expect(sam["state"]).ToHaveTextAsync(stage);
        var open = await sam.Page.Locator("[data-test^=task-][data-test$=-done]").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.test.split('-')[1])");
        foreach (var number in open.Take(byButton))
        {
            await sam.PressAsync($"task-{number}-done");
        }

        foreach (var number in open.Skip(byButton).Take(1))
        {
            await sam.DoAsync($"/incident task done {number}");
        }

        await sam.DoAllAsync([.. open.Skip(byButton + 1).Select(number => $"/incident task done {number}")]);
        await Expect(sam.Page.Locator("[data-test^=task-][data-test$=-done]")).ToHaveCountAsync(0);
    }
}
