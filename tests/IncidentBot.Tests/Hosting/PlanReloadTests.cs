using IncidentBot.Core.Organisations;
using IncidentBot.Host.Hosting;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Hosting;

public sealed class PlanReloadTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_plan_that_changes_brings_new_people_and_rights_and_a_new_version(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        var file = Path.Combine(bot.Folder, "plans", "fabrikam.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file))
            .Replace("grants: [executive]", "grants: [executive, legal]", StringComparison.Ordinal)
            .Replace("grants: [member]", "grants: [responder]", StringComparison.Ordinal));
        await bot.Services.GetRequiredService<PlanReload>().LoadAsync(CancellationToken.None);

        Assert.Equal([GrantRole.Legal, GrantRole.Executive], await GrantsAsync(bot, "finn"));
        Assert.Equal([GrantRole.Responder], await GrantsAsync(bot, "flo"));
        Assert.Equal(3, await bot.ReadAsync(db => db.PlanVersions.CountAsync()));
    }

    [Fact]
    public async Task A_bad_file_is_reported_with_file_and_line_and_the_last_good_plan_goes_on()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        var file = Path.Combine(bot.Folder, "plans", "fabrikam.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("zone: Europe/Berlin", "zone: Europe/Bärlin", StringComparison.Ordinal));
        var reload = bot.Services.GetRequiredService<PlanReload>();
        await reload.LoadAsync(CancellationToken.None);

        Assert.Contains(reload.Problems, problem => problem.Contains("fabrikam.yaml:4", StringComparison.Ordinal));
        Assert.Equal([GrantRole.Executive], await GrantsAsync(bot, "finn"));
        await bot.DoAsync("frida", "declare still works --client fabrikam");
    }

    [Fact]
    public async Task An_incident_keeps_the_plan_it_was_opened_with()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("frida", "declare odd mail --client fabrikam");
        var file = Path.Combine(bot.Folder, "plans", "fabrikam.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("legal: {contact: fay}", "legal: {contact: fay}\n  partner: {contact: fay}", StringComparison.Ordinal));
        await bot.Services.GetRequiredService<PlanReload>().LoadAsync(CancellationToken.None);

        Assert.Equal("no-partner", (await bot.SayAsync("frida", "call-in", "INC-1")).Code);
        await bot.DoAsync("frida", "declare another --client fabrikam");
        await bot.DoAsync("frida", "call-in", "INC-2");
    }

    private static async Task<List<GrantRole>> GrantsAsync(Bot bot, string handle)
    {
        var person = (await bot.PersonAsync(handle)).Id;
        return [.. (await bot.ReadAsync(db => db.Grants.Where(grant => grant.PersonId == person).Select(grant => grant.Role).ToListAsync())).Order()];
    }
}
