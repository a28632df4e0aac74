using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using IncidentBot.Tests.Slack.Cards;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Chat;

/// <summary>Forms as one reader gets them: filled in, with what they may choose, and refused where the verb would be.</summary>
public sealed class FormBookTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_form_offers_what_its_reader_may_choose(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware");
        await bot.DoAsync("sam", "declare another one --client contoso-dental --severity 4");
        await bot.DoAsync("sam", "declare secret mail --client contoso-dental --confidential");
        await bot.DoAsync("frida", "declare odd mail --client fabrikam");

        var declare = await FormAsync(bot, "lena", "declare", "");
        Assert.Equal(("What is happening", true), (declare.Fields[0].Label, declare.Fields[0].Required));
        Assert.Equal(["contoso-dental"], Field(declare, "client").Options.Select(one => one.Value));
        Assert.Equal("contoso-dental", Field(declare, "client").Value);
        Assert.Equal("high", Field(declare, "severity").Value);
        Assert.Equal("Declare an incident", declare.Title);

        var page = await FormAsync(bot, "sam", "page", "INC-1");
        Assert.Contains("legal", Field(page, "who").Options.Select(one => one.Value));
        Assert.Contains("partner", Field(page, "who").Options.Select(one => one.Value));

        var ic = await FormAsync(bot, "sam", "ic", "INC-1");
        Assert.Contains((await bot.PersonAsync("nora")).Id.ToString(), Field(ic, "person").Options.Select(one => one.Value));
        Assert.DoesNotContain((await bot.PersonAsync("frida")).Id.ToString(), Field(ic, "person").Options.Select(one => one.Value));

        var merge = await FormAsync(bot, "nora", "merge", "INC-1");
        Assert.Equal(["INC-3", "INC-2"], Field(merge, "other").Options.Select(one => one.Value));
        Assert.DoesNotContain("secret", Field(merge, "other").Options[0].Label, StringComparison.Ordinal);
        Assert.Contains("override", merge.Fields.Select(one => one.Name));
        Assert.DoesNotContain("override", (await FormAsync(bot, "sam", "confirm", "INC-1")).Fields.Select(one => one.Name));

        var done = await FormAsync(bot, "sam", "task done", "INC-1");
        Assert.NotEmpty(Field(done, "number").Options);
        Assert.Equal(FieldKind.Choice, Field(done, "number").Kind);

        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        var filed = await FormAsync(bot, "lena", "clock filed", "INC-1");
        var clock = Field(filed, "clock").Options[0];
        Assert.StartsWith(clock.Value, clock.Label, StringComparison.Ordinal);
        Assert.Equal("not-allowed", await RefusedAsync(bot, "sam", "clock filed", "INC-1"));
        var happened = Field(await FormAsync(bot, "lena", "clock event", "INC-1"), "event");
        Assert.Contains("discovered", happened.Options.Select(one => one.Value));
        Assert.InRange(happened.Options.Count, 2, FormField.MostOptions);
        Assert.Contains("override", (await FormAsync(bot, "lena", "clock event", "INC-1")).Fields.Select(one => one.Name));
        Assert.Equal(["Lena", "Milo"], Field(await FormAsync(bot, "lena", "clock owner", "INC-1"), "person").Options.Select(one => one.Label.Split(' ')[0]));

        // A button that names its clock leaves nothing to choose, and the form says which it is.
        var known = await FormAsync(bot, "lena", "clock filed", "INC-1", $$"""{"clock":"{{clock.Value}}","reference":""}""");
        Assert.Equal(["reference", "at"], known.Fields.Select(one => one.Name));
        Assert.EndsWith("Meant in America/Chicago.", Field(known, "at").Hint, StringComparison.Ordinal);
        Assert.Contains("For counsel to confirm", known.Intro, StringComparison.Ordinal);
        Assert.Contains($"\"clock\":\"{clock.Value}\"", known.Arguments, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_form_is_refused_as_its_verb_would_be(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --confidential");
        Assert.Equal("no-such-incident", await RefusedAsync(bot, "frida", "note", "INC-1"));
        Assert.Equal("no-such-incident", await RefusedAsync(bot, "dana", "note", "INC-1"));
        Assert.Equal("no-such-incident", await RefusedAsync(bot, "sam", "note", "INC-9"));
        Assert.Equal("which-incident", await RefusedAsync(bot, "sam", "note", ""));
        Assert.Equal("not-allowed", await RefusedAsync(bot, "lena", "severity", "INC-1"));
        Assert.Equal("moved-on", await RefusedAsync(bot, "sam", "restored", "INC-1", offered: "Recovery"));
        Assert.Equal("unknown-verb", await RefusedAsync(bot, "sam", "sneeze", "INC-1"));
        Assert.Equal("unknown-person", (await Assert.ThrowsAsync<RefusalException>(() => OfAsync(bot, null, new CardAction("x", "note", "{}", "INC-1", null, null)))).Refusal.Code);
        Assert.Equal("no-such-incident", (await Assert.ThrowsAsync<RefusalException>(() => OfAsync(bot, "sam", new CardAction("x", "note", "{}", "INC-1", null, null), new IncidentReference(7)))).Refusal.Code);
        Assert.Equal("only-that", (await Assert.ThrowsAsync<RefusalException>(() => OfAsync(bot, "sam", new CardAction("x", "declare", "{}", "", null, null), new IncidentReference(1)))).Refusal.Code);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_form_of_every_verb_can_be_made_for_whoever_may_use_it_and_fits_into_Slack(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware");
        var verbs = bot.Services.GetRequiredService<VerbCatalogue>();
        foreach (var entry in verbs.All)
        {
            var reader = entry.Needs switch { Permission.DecideLaw => "lena", Permission.Operate => "olga", _ => "nora" };
            // Nothing is decided, merged or followed up yet: there such a form has nothing to choose.
            var form = default(Form);
            try
            {
                form = await FormAsync(bot, reader, entry.Name, entry.OnIncident ? "INC-1" : "");
            }
            catch (RefusalException refused) when (refused.Refusal.Code is "nothing-to-choose")
            {
                Assert.Contains(entry.Name, Empty);
                continue;
            }

            Assert.All(form.Fields, field => Assert.InRange(field.Options.Count, 0, FormField.MostOptions));
            Assert.Empty((await EveryFormTests.DrawnAsync(form)).Wrong);
        }
    }

    [Fact]
    public async Task A_refusal_says_which_field_it_is_about()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        Assert.Equal(("too-long", "to"), await SaidAsync(bot, "sam", new ChangeTitle(new string('x', 300))));
        Assert.Equal(("empty", "text"), await SaidAsync(bot, "sam", new AddNote(" ")));
        Assert.Equal(("no-such-clock", "clock"), await SaidAsync(bot, "lena", new Core.Obligations.ClockNotRequired("99", "none")));
        Assert.Equal(("bad-moment", "until"), await SaidAsync(bot, "lena", new Core.Obligations.HoldClock("1", "soon", "asked")));
        Assert.Equal(("bad-moment", "at"), await SaidAsync(bot, "lena", new Core.Obligations.RecordLawEvent("discovered", "soon")));
        Assert.Equal(("no-such-contact", "who"), await SaidAsync(bot, "sam", new Core.Paging.StartPage("nobody")));
        Assert.Equal("title", Assert.Throws<RefusalException>(() => bot.Services.GetRequiredService<VerbCatalogue>().Read("declare", "{}")).Refusal.Field);
        Assert.Equal("number", Assert.Throws<RefusalException>(() => bot.Services.GetRequiredService<VerbCatalogue>().Read("task done", "{\"number\":\"x\"}")).Refusal.Field);
    }

    private static readonly string[] Empty = ["merge", "clock reopen", "invitation revoke", "followup assign", "followup done", "gap settle", "back"];

    private static async Task<(string?, string?)> SaidAsync(Bot bot, string handle, IVerb verb)
    {
        var reply = await bot.SendAsync(handle, verb, "INC-1");
        return (reply.Code, reply.Field);
    }

    private static FormField Field(Form form, string name) => form.Fields.Single(one => one.Name == name);

    private static Task<Form> FormAsync(Bot bot, string handle, string verb, string incident, string arguments = "{}", string? offered = null) =>
        OfAsync(bot, handle, new CardAction("x", verb, arguments, incident, offered, null));

    private static async Task<Form> OfAsync(Bot bot, string? handle, CardAction action, IncidentReference? only = null)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FormBook>().OfAsync(action, handle is null ? null : (await bot.PersonAsync(handle)).Id, CancellationToken.None, only);
    }

    private static async Task<string> RefusedAsync(Bot bot, string handle, string verb, string incident, string? offered = null) =>
        (await Assert.ThrowsAsync<RefusalException>(() => FormAsync(bot, handle, verb, incident, "{}", offered))).Refusal.Code;
}
