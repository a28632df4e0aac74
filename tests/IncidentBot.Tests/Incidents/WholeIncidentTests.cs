using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Incidents;

/// <summary>The whole incident, said straight to the bot.</summary>
public sealed class WholeIncidentTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_whole_incident_runs_from_declare_to_close(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await WholeIncident.RunAsync(new Straight(bot));

        var posts = await bot.ReadAsync(db => db.RoomPosts.AsNoTracking().ToListAsync());
        Assert.Contains(posts, post => post.Key == "review:1" && post.Card is not null);
        Assert.Single(posts, post => post.Pinned);
        Assert.Equal("closed", posts.Single(post => post.Pinned).Card!.Facts[0].Value);
    }

    internal static async Task DecideTasksAsync(Bot bot, string incident)
    {
        var open = await bot.ReadAsync(db => db.ChecklistItems.AsNoTracking().Where(item => item.State == Core.Checklists.ChecklistState.Open).Select(item => item.Number).ToListAsync());
        foreach (var number in open)
        {
            await bot.DoAsync("sam", $"task done {number}", incident);
        }
    }

    private sealed class Straight(Bot bot) : ISayer
    {
        public Bot Bot => bot;

        public async Task<Said> SayAsync(string handle, string line, bool inRoom)
        {
            var reply = await bot.SayAsync(handle, line, inRoom ? "INC-1" : null);
            return new Said(reply.Text, reply.Refused);
        }
    }
}
