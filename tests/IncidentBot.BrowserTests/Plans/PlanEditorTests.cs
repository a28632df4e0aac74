using System.Globalization;
using System.Text;
using IncidentBot.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.Plans;

/// <summary>A plan of two hundred contacts, gone through by somebody who has read nothing about it: found, changed, checked, and never written over.</summary>
public sealed class PlanEditorTests(Site site) : BrowserTest(site)
{
    private const int Contacts = 200;

    [Fact]
    public async Task Two_hundred_contacts_are_edited_and_checked_without_a_manual()
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-plans").FullName;
        var file = Path.Combine(folder, "contoso-dental.yaml");
        await File.WriteAllTextAsync(file, Large(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "plans", "contoso-dental.yaml"))));
        await using var program = await RunningProgram.StartAsync("plans-program", new Uri($"http://127.0.0.1:{IncidentBot.Tests.Support.FreePort.Take()}"), "--PlansFolder", folder);
        var nora = await VisitAsync(program.Address);
        await nora.SignInAsync("nora");
        var before = await File.ReadAllLinesAsync(file);

        // From the first page to one of two hundred.
        await nora["nav-plans"].ClickAsync();
        await nora["plan-contoso-dental"].ClickAsync();
        await Expect(nora["contact-count"]).ToHaveTextAsync($"{Contacts}");
        await Expect(nora["plan-check"]).ToContainTextAsync("none of the methods that are named");
        await Expect(nora["plan-check"]).ToContainTextAsync("and 1");
        await Screens.TakeAsync(nora, "plan");
        await Screens.TakeAsync(nora, "plan-dark", dark: true);
        await ReadableAsync(nora);
        await nora["find-contact"].FillAsync("practice 117");
        await nora["find"].ClickAsync();
        await Expect(nora["contact-count"]).ToHaveTextAsync($"1 of {Contacts}");
        await nora["edit-practice-117"].ClickAsync();

        // What is wrong is said, and nothing that was typed is lost.
        await nora["contact-hours"].FillAsync("Mon-Fri 07:00-19:00");
        await nora["method-0"].Locator("input").First.FillAsync("0151 / 555 117");
        await nora["method-2"].Locator("select").SelectOptionAsync("mail");
        await nora["method-2"].Locator("input").First.FillAsync("night-117@contoso-dental.example.com");
        await nora["method-2"].Locator("input").Nth(1).FillAsync("10m");
        await nora["save-contact"].ClickAsync();
        await Expect(nora["answer"]).ToContainTextAsync("0151 / 555 117");
        await Expect(nora["answer"]).ToContainTextAsync("Nothing was changed");
        await Expect(nora["contact-hours"]).ToHaveValueAsync("Mon-Fri 07:00-19:00");
        await Screens.TakeAsync(nora, "plan-contact");
        await ReadableAsync(nora);
        await nora["method-0"].Locator("input").First.FillAsync("+15125559117");
        await nora["save-contact"].ClickAsync();
        await Expect(nora["answer"]).ToContainTextAsync("practice-117");
        await Expect(nora["answer"]).ToContainTextAsync("hours, methods");
        await Expect(nora["contact-practice-117"]).ToContainTextAsync("+15125559117");
        await Expect(nora["contact-practice-117"]).ToContainTextAsync("after 10m");

        // The file says it, in three lines of its own; every other line is as it was.
        var after = await File.ReadAllLinesAsync(file);
        Assert.Equal(before.Length + 1, after.Length);
        Assert.Equal(2, before.Except(after).Count());
        Assert.Equal(3, after.Except(before).Count());

        // A new one, whose name is taken, then is not; and out again.
        await nora["add-contact"].ClickAsync();
        await nora["contact-name"].FillAsync("Harbour police");
        await nora["contact-key"].FillAsync("lena");
        await nora["contact-kind"].SelectOptionAsync("law-enforcement");
        await nora["method-0"].Locator("select").SelectOptionAsync("voice");
        await nora["method-0"].Locator("input").First.FillAsync("+15125550999");
        await nora["save-contact"].ClickAsync();
        await Expect(nora["answer"]).ToContainTextAsync("already");
        await nora["contact-key"].FillAsync("harbour-police");
        await nora["save-contact"].ClickAsync();
        await Expect(nora["contact-count"]).ToHaveTextAsync($"{Contacts + 1}");
        await nora["edit-harbour-police"].ClickAsync();
        await Expect(nora["contact-advice"]).ToContainTextAsync("No languages are named");
        await nora.OpenAsync("remove-contact");
        await nora["remove-send"].ClickAsync();
        await Expect(nora["contact-count"]).ToHaveTextAsync($"{Contacts}");

        // Somebody whom roles name stays until they name somebody else.
        await nora["edit-lena"].ClickAsync();
        await nora.OpenAsync("remove-contact");
        await nora["remove-send"].ClickAsync();
        await Expect(nora["answer"]).ToContainTextAsync("roles");
        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        // Another part, as the file writes it: the mistake has its line.
        await nora["part-roles"].ClickAsync();
        var roles = await nora["part-text"].InputValueAsync();
        await nora["part-text"].FillAsync(roles.Replace("insurer: {contact: fabrikam-claims}", "insurer: {contact: fabrikam-clams}", StringComparison.Ordinal));
        await nora["save-part"].ClickAsync();
        await Expect(nora["answer"]).ToContainTextAsync("line 8");
        await Expect(nora["answer"]).ToContainTextAsync("did you mean 'fabrikam-claims'?");
        await Screens.TakeAsync(nora, "plan-part");
        await ReadableAsync(nora);
        await nora["part-text"].FillAsync(roles.Replace("insurer: {contact: fabrikam-claims}", "insurer: {contact: fabrikam-claims, deputies: [practice-117]}", StringComparison.Ordinal));
        await nora["save-part"].ClickAsync();
        await Expect(nora["answer"]).ToContainTextAsync("roles");

        // Two people at one contact: the second is told, and sees what the first wrote.
        await nora["find-contact"].FillAsync("practice 118");
        await nora["find"].ClickAsync();
        await nora["edit-practice-118"].ClickAsync();
        var other = await nora.Context.NewPageAsync();
        await other.GotoAsync(nora.Page.Url);
        await other.GetByTestId("contact-hours").FillAsync("Mon-Fri 06:00-20:00");
        await other.GetByTestId("save-contact").ClickAsync();
        await Expect(other.GetByTestId("answer")).ToContainTextAsync("practice-118");
        await nora["contact-hours"].FillAsync("Mon-Fri 05:00-21:00");
        await nora["save-contact"].ClickAsync();
        await Expect(nora["answer"]).ToContainTextAsync("was changed since you opened it");
        Assert.Contains("Mon-Fri 06:00-20:00", await File.ReadAllTextAsync(file), StringComparison.Ordinal);

        // What a review found waits here until somebody settles it.
        await other.CloseAsync();
        var incident = await nora.DeclareAsync("What the review found");
        await nora.DoAsync("/incident lesson gap nobody knew the lab");
        await nora.GoAsync("/plans/contoso-dental");
        await Expect(nora["proposed"]).ToContainTextAsync("nobody knew the lab");
        await nora.OpenAsync($"settle-{incident}-1");
        await nora["settle-how"].FillAsync("the lab is a contact now");
        await nora["settle-send"].ClickAsync();
        await Expect(nora["answer"]).ToContainTextAsync("Gap 1 is settled");
        await Expect(nora["proposed"]).ToHaveCountAsync(0);

        // The client's own people read it and change nothing.
        var dana = await VisitAsync(program.Address);
        await dana.SignInAsync("dana");
        await dana.GoAsync("/plans/contoso-dental");
        await Expect(dana["contact-count"]).ToHaveTextAsync($"{Contacts}");
        await Expect(dana["edit-lena"]).ToHaveCountAsync(0);
        await Expect(dana["add-contact"]).ToHaveCountAsync(0);
        await dana["part-insurance"].ClickAsync();
        await Expect(dana["part-read"]).ToContainTextAsync("Fabrikam Specialty Insurance");
        dana.Forgive("404 ");
        dana.Forgive("status of 404");
        await dana.GoAsync("/plans/contoso-dental/contacts/lena");
        await Expect(dana.Page.GetByTestId("missing")).ToBeVisibleAsync();
    }

    /// <summary>The sample with a practice in every town.</summary>
    private static string Large(string sample)
    {
        const string Place = "  # Police and authorities.";
        var already = sample[..sample.IndexOf("\nroles:", StringComparison.Ordinal)].Split('\n').Count(line => line.StartsWith("  - key: ", StringComparison.Ordinal));
        var more = new StringBuilder();
        for (var number = already + 1; number <= Contacts; number++)
        {
            more.Append(CultureInfo.InvariantCulture, $"""
                  - key: practice-{number}
                    name: Practice {number}, manager
                    kind: internal
                    organisation: Contoso Dental, practice {number}
                    languages: [en]
                    hours: Mon-Fri 08:00-17:00 # practice {number} opens late
                    methods:
                      - {"{"}kind: voice, address: "+1512555{number:0000}"{"}"}
                      - {"{"}kind: mail, address: practice-{number}@contoso-dental.example.com{"}"}

                """);
        }

        return sample.Replace(Place, $"{more}\n{Place}", StringComparison.Ordinal);
    }

    /// <summary>At both sizes: large enough, dark enough, tall enough for a thumb, and nothing sticks out.</summary>
    private static async Task ReadableAsync(Visitor visitor)
    {
        foreach (var (width, height) in new[] { (Screens.Phone, 800), Screens.Desk })
        {
            await visitor.Page.SetViewportSizeAsync(width, height);
            var found = await Legibility.OfAsync(visitor);
            Assert.True(found is { Small: [], Pale: [], Low: [], Wide: [] }, $"{visitor.Page.Url} at {width}: {string.Join("; ", found.Small.Concat(found.Pale).Concat(found.Low).Concat(found.Wide))}");
        }
    }
}
