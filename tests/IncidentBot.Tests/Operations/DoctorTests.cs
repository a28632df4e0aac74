using IncidentBot.Core.Operations;
using IncidentBot.Tests.Paging;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Operations;

/// <summary>The operator asks whether everything works, and hears what does not and how to mend it.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task It_says_what_waits_and_only_an_operator_may_ask()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        var well = await DoctorLines.AskAsync(bot);
        Assert.Equal(["✓ No legal reminder is late.", "✓ Nothing failed outside and waits to be tried again."], well);
        foreach (var other in new[] { "sam", "lena", "nora" })
        {
            Assert.Equal("not-allowed", (await bot.SayAsync(other, "doctor")).Code);
        }
    }

    [Fact]
    public async Task A_part_that_hangs_or_fails_is_a_finding_and_holds_nothing_else_up()
    {
        var hangs = new TaskCompletionSource();
        await using var bot = await Bot.StartAsync(Database.Sqlite, services: services => services
            .AddSingleton<IExaminer>(new Odd("Broken", _ => throw new InvalidOperationException("secret words")))
            .AddSingleton<IExaminer>(new Odd("Silent", async cancel =>
            {
                hangs.SetResult();
                await Task.Delay(Timeout.Infinite, cancel);
                return [];
            })));
        var asked = DoctorLines.AskAsync(bot);
        await hangs.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        bot.Time.Advance(TimeSpan.FromSeconds(20));
        var found = await asked.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Contains("✗ could not be tried out (InvalidOperationException). The log says more.", found);
        Assert.Contains("✗ did not answer within 20 seconds.", found);
        Assert.Contains("✓ No legal reminder is late.", found);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_server_is_reached_without_a_mail(bool there)
    {
        await using var mail = MailServer.Start();
        await using var bot = await Bot.StartAsync(Database.Sqlite, settings: ["--Paging:Mail:Host", "127.0.0.1", "--Paging:Mail:Port", there ? $"{mail.Port}" : "1", "--Paging:Mail:Security", "None", "--Paging:Mail:From", "incidents@northwind.example.com"]);
        var found = await DoctorLines.AskAsync(bot);
        Assert.Contains(found, line => line.StartsWith(there ? "✓ The mail server answers" : "✗ mail: the server was not reached", StringComparison.Ordinal));
        Assert.Empty(mail.Mails);
    }

    private sealed record Odd(string Part, Func<CancellationToken, Task<IReadOnlyList<Finding>>> Act) : IExaminer
    {
        public Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel) => Act(cancel);
    }
}
