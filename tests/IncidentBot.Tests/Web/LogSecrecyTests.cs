using IncidentBot.Tests.Incidents;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Web;

/// <summary>What an operator reads in the log never tells what people wrote, nor any secret.</summary>
public sealed class LogSecrecyTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task After_a_whole_incident_the_log_has_neither_words_nor_secrets(Database database)
    {
        const string word = "zanzibar";
        string[] secrets = ["sesame-of-the-mail-server", "a-secret-for-webhooks-of-over-thirty-two-letters", "a-secret-of-the-provider"];
        await using var bot = await Bot.StartAsync(database, listen: true, settings:
        [
            "--Paging:Mail:Host", "127.0.0.1", "--Paging:Mail:Port", "9", "--Paging:Mail:From", "incidents@example.com", "--Paging:Mail:Security", "None", "--Paging:Mail:UserName", "bot", "--Paging:Mail:Password", secrets[0],
            "--Paging:Webhook:Secret", secrets[1], "--Authentication:Authority", "http://127.0.0.1:9", "--Authentication:ClientId", "incidentbot", "--Authentication:ClientSecret", secrets[2],
        ]);
        await bot.DoAsync("sam", $"declare {word} on FS01 --client contoso-dental --severity 1 --type ransomware");
        await bot.SettleAsync();
        foreach (var line in new[] { $"note {word}", $"update {word}", $"summary {word}", $"title {word} two", $"task add {word}", $"lesson gap {word}", $"followup add {word} --owner @ravi", $"page it-lead {word}", $"scope systems={word}", $"{word} is no verb", $"note --nosuch {word}", $"task done 999 {word}", $"page {word}" })
        {
            await bot.SayAsync("sam", line, "INC-1");
        }

        using var visitor = new Visitor(bot.Address);
        await visitor.GetAsync($"/enter?invitation={word}");
        await visitor.PostAsync("/sign-in/code", await visitor.GetAsync("/sign-in"), ("code", word));
        await visitor.PostAsync("/sign-in/provider", await visitor.GetAsync("/sign-in"));
        await bot.PassAsync(TimeSpan.FromMinutes(6));
        await WholeIncidentTests.DecideTasksAsync(bot, "INC-1");

        // Mail that nobody takes is logged; so are refusals' faults. All of it is looked through.
        Assert.Contains(bot.Logs.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
        foreach (var hidden in secrets.Append(word))
        {
            Assert.DoesNotContain(bot.Logs.Lines, line => line.Text.Contains(hidden, StringComparison.OrdinalIgnoreCase));
        }
    }
}
