using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Web;

/// <summary>The page with the form of a verb: what can be chosen is looked up for its reader, and whoever may not is told so.</summary>
public sealed class FormPageTests
{
    [Fact]
    public async Task A_verb_without_its_words_leads_to_its_form_and_the_form_does_it()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        await bot.DoAsync("sam", "declare ransom note --client contoso-dental");
        using var sam = await Browser.SignedInAsync(bot, "sam");
        using var sent = await sam.SendFormAsync("/lines", await sam.TextAsync("/incidents"), ("line", "/incident INC-1 ic"));
        var answer = await sent.Content.ReadAsStringAsync();
        Assert.Contains("Press the button and fill it in", answer, StringComparison.Ordinal);
        Assert.Contains("href=\"/fill-in/ic?incident=INC-1\"", answer, StringComparison.Ordinal);

        var form = await sam.TextAsync("/fill-in/ic?incident=INC-1");
        var nora = await bot.PersonAsync("nora");
        Assert.Contains($"<option value=\"{nora.Id}\">Nora", form, StringComparison.Ordinal);
        await sam.SendFormAsync("/forms/ic", form, ("incident", "INC-1"), ("person", nora.Id.ToString()));
        Assert.Contains(await bot.TimelineAsync("INC-1"), line => line.Contains("Nora", StringComparison.Ordinal) && line.Contains("commander", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task It_refuses_as_its_verb_would()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        await bot.DoAsync("sam", "declare zanzibar --client contoso-dental --confidential");
        await bot.DoAsync("sam", "declare ransom note --client contoso-dental");
        using var dana = await Browser.SignedInAsync(bot, "dana");
        using var lena = await Browser.SignedInAsync(bot, "lena");
        Assert.Contains("There is no INC-1 that you can see", await dana.TextAsync("/fill-in/note?incident=INC-1"), StringComparison.Ordinal);
        Assert.Contains("There is no INC-9 that you can see", await dana.TextAsync("/fill-in/note?incident=INC-9"), StringComparison.Ordinal);
        Assert.Contains("You may not do that here", await lena.TextAsync("/fill-in/severity?incident=INC-2"), StringComparison.Ordinal);
        Assert.Contains("Say which incident", await lena.TextAsync("/fill-in/note"), StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/forms/", await lena.TextAsync("/fill-in/sneeze"), StringComparison.Ordinal);
    }
}
