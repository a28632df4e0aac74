using IncidentBot.Host.Hosting;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Verbs;

public sealed class StandingsTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Somebody_whom_no_plan_names_any_more_loses_what_they_were_invited_to(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("frida", "declare odd mail --client fabrikam");
        Assert.Equal("no-such-incident", (await bot.SayAsync("ravi", "status", "INC-1")).Code);
        await bot.DoAsync("frida", "invite @ravi", "INC-1");
        await bot.DoAsync("ravi", "note I am here", "INC-1");

        var file = Path.Combine(bot.Folder, "plans", "contoso-dental.yaml");
        var text = await File.ReadAllTextAsync(file);
        var person = text.IndexOf("  - handle: ravi", StringComparison.Ordinal);
        var next = text.IndexOf("  - handle: olga", StringComparison.Ordinal);
        text = text.Remove(person, next - person).Replace("    person: ravi\n", "", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, RemoveWebOf(text, "  - key: ravi"));
        var reload = bot.Services.GetRequiredService<PlanReload>();
        await reload.LoadAsync(CancellationToken.None);
        Assert.Empty(reload.Problems);

        Assert.Equal("no-such-incident", (await bot.SayAsync("ravi", "status", "INC-1")).Code);
        Assert.Equal("no-such-incident", (await bot.SayAsync("ravi", "note still here?", "INC-1")).Code);
        Assert.DoesNotContain("INC-1", (await bot.SayAsync("ravi", "list")).Text, StringComparison.Ordinal);
    }

    /// <summary>A contact without a person cannot be reached in the web room.</summary>
    private static string RemoveWebOf(string text, string contact)
    {
        var at = text.IndexOf("      - kind: web\n", text.IndexOf(contact, StringComparison.Ordinal), StringComparison.Ordinal);
        return text.Remove(at, "      - kind: web\n".Length);
    }
}
