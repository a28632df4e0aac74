using IncidentBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.Web;

/// <summary>A whole small flow without a mouse. Wherever the focus goes, it can be seen.</summary>
public sealed class KeyboardTests(Site site) : BrowserTest(site)
{
    private const int MostTabs = 120;

    private const string Focus =
        """
        () => {
          const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
          const hit = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
          return { test: at.dataset.test ?? "", what: `${at.tagName} ${at.dataset.test ?? at.textContent.slice(0, 30)}`,
            shown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, covered: !(hit && (at.contains(hit) || hit.contains(at))) };
        }
        """;

    [Fact]
    public async Task Signing_in_declaring_completing_a_verb_and_pressing_a_button_need_only_the_keyboard()
    {
        var sam = await VisitAsync();
        var keys = sam.Page.Keyboard;
        await sam.GoAsync("/sign-in");
        await TabToAsync(sam, "sign-in-sam");
        await keys.PressAsync("Enter");
        await sam.Page.WaitForURLAsync("**/incidents");

        await TabToAsync(sam, "declare");
        if (await sam["declare-title"].IsHiddenAsync())
        {
            await keys.PressAsync("Enter");
        }

        await TabToAsync(sam, "declare-title");
        await keys.TypeAsync("Locked screens at reception");
        await TabToAsync(sam, "declare-severity");
        await keys.PressAsync("ArrowDown");
        await TabToAsync(sam, "declare-send");
        await keys.PressAsync("Enter");
        await sam.Page.WaitForURLAsync("**/incidents/INC-*");
        await Expect(sam["title"]).ToHaveTextAsync("Locked screens at reception");
        await sam["post"].First.WaitForAsync();

        await TabToAsync(sam, "composer");
        await keys.TypeAsync("/incident not");
        var offered = sam.Page.Locator("#completions [role=option]");

        // Until the last letter is answered the list may be that of fewer letters, and its first choice another.
        await Expect(offered).ToHaveCountAsync(1);
        await keys.PressAsync("ArrowDown");
        await Expect(offered.First).ToHaveAttributeAsync("aria-selected", "true");
        await keys.PressAsync("Enter");
        await Expect(sam["composer"]).ToHaveValueAsync("/incident note ");
        await keys.TypeAsync("reception saw the note at 02:50");
        await keys.PressAsync("Enter");
        await Expect(sam["answer"]).ToContainTextAsync("Noted on the timeline");
        await Expect(sam["composer"]).ToBeFocusedAsync();

        await TabToAsync(sam, "action-confirm", backwards: true);
        await keys.PressAsync("Enter");
        await Expect(sam["answer"]).ToContainTextAsync("Not done.");
        await Expect(sam["action-confirm"].First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_is_typed_after_a_choice_is_sent_although_the_next_choices_are_still_on_their_way()
    {
        var sam = await VisitAsync("sam");
        await sam.DeclareAsync("Typed faster than it is answered");
        await TabToAsync(sam, "composer");
        await sam.Page.Keyboard.TypeAsync("/incident not");
        var offered = sam.Page.Locator("#completions [role=option]");
        await Expect(offered).ToHaveCountAsync(1);
        await sam.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(offered.First).ToHaveAttributeAsync("aria-selected", "true");
        await sam.Page.RouteAsync("**/complete?*", async route =>
        {
            await Task.Delay(1500);
            await route.ContinueAsync();
        });
        await sam.Page.Keyboard.PressAsync("Enter");
        await sam.Page.Keyboard.TypeAsync("faster");
        await sam.Page.Keyboard.PressAsync("Enter");
        await Expect(sam["answer"]).ToContainTextAsync("Noted on the timeline");

        // A choice that was made and then typed past is none any more.
        await sam.Page.UnrouteAllAsync();
        await sam.Page.Keyboard.TypeAsync("/incident not");
        await Expect(offered).ToHaveCountAsync(1);
        await sam.Page.Keyboard.PressAsync("ArrowDown");
        await sam.Page.RouteAsync("**/complete?*", async route =>
        {
            await Task.Delay(1500);
            await route.ContinueAsync();
        });
        await sam.Page.Keyboard.TypeAsync("e past the choice");
        await sam.Page.Keyboard.PressAsync("Enter");
        await Expect(sam.Page.GetByText("past the choice").First).ToBeVisibleAsync();
        await sam.Page.UnrouteAllAsync(new() { Behavior = Microsoft.Playwright.UnrouteBehavior.IgnoreErrors });
    }

    [Fact]
    public async Task Every_stop_of_the_tab_key_in_a_room_shows_its_focus()
    {
        var nora = await VisitAsync("nora");
        await nora.DeclareAsync("Tab through the room");
        await nora["post"].First.WaitForAsync();
        foreach (var (width, height) in new[] { (1440, 900), (Screens.Phone, 800) })
        {
            await nora.Page.SetViewportSizeAsync(width, height);
            await nora.Page.EvaluateAsync("() => { document.activeElement.blur(); scrollTo(0, 0); }");
            var stops = 0;
            for (; stops < MostTabs; stops++)
            {
                await nora.Page.Keyboard.PressAsync("Tab");
                if (await nora.Page.EvaluateAsync<bool>("() => document.activeElement === document.body"))
                {
                    break;
                }

                await VisibleAsync(nora);
            }

            Assert.InRange(stops, 20, MostTabs);
        }
    }

    private static async Task TabToAsync(Visitor visitor, string test, bool backwards = false)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            await visitor.Page.Keyboard.PressAsync(backwards ? "Shift+Tab" : "Tab");
            if (await VisibleAsync(visitor) == test)
            {
                return;
            }
        }

        Assert.Fail($"{MostTabs} times Tab never came to {test}.");
    }

    private static async Task<string> VisibleAsync(Visitor visitor)
    {
        var focus = await visitor.Page.EvaluateAsync<FocusState>(Focus);
        Assert.True(focus.Shown, $"The focus does not show at {focus.What}.");
        Assert.False(focus.Covered, $"Something covers the focus at {focus.What}.");
        return focus.Test;
    }

    private sealed class FocusState
    {
        public string Test { get; set; } = "";

        public string What { get; set; } = "";

        public bool Shown { get; set; }

        public bool Covered { get; set; }
    }
}
