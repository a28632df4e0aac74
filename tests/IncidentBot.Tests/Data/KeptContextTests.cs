using IncidentBot.Core.Data;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Data;

/// <summary>A context is kept for the next unit of work, which finds nothing of the last one in it.</summary>
public sealed class KeptContextTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Nothing_of_one_unit_of_work_is_found_by_the_next(Database database)
    {
        await using var bot = await Bot.StartAsync(database, sampleOnly: true);
        IncidentDb first;
        int? usual;
        await using (var scope = bot.Services.CreateAsyncScope())
        {
            first = scope.ServiceProvider.GetRequiredService<IncidentDb>();
            usual = first.Database.GetCommandTimeout();
            first.Database.SetCommandTimeout(TimeSpan.FromMinutes(15));

            // Given up in the middle: a transaction that nobody ends, a connection that nobody gives back, a change that nobody saves.
            await first.HoldAsync(CancellationToken.None);
            await first.Database.BeginTransactionAsync();
            (await first.Organisations.OrderBy(one => one.Slug).FirstAsync()).Rename("somebody else's words");
        }

        await using (var scope = bot.Services.CreateAsyncScope())
        {
            var next = scope.ServiceProvider.GetRequiredService<IncidentDb>();
            Assert.Same(first, next);
            Assert.Equal(usual, next.Database.GetCommandTimeout());
            Assert.Null(next.Database.CurrentTransaction);
            Assert.Empty(next.ChangeTracker.Entries());
            Assert.Equal(System.Data.ConnectionState.Closed, next.Database.GetDbConnection().State);
            await using var work = await next.BeginAsync(CancellationToken.None);
            Assert.NotEqual("somebody else's words", (await next.Organisations.OrderBy(one => one.Slug).FirstAsync()).Name);
            await work.CommitAsync(CancellationToken.None);
        }
    }
}
