using IncidentBot.Tests.Incidents;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Slack;

/// <summary>The whole incident, typed in Slack: by signed requests and by Socket Mode.</summary>
public sealed class WholeIncidentInSlackTests
{
    public static TheoryData<Database, bool> Ways => new() { { Database.Sqlite, false }, { Database.Sqlite, true }, { Database.Postgres, false }, { Database.Postgres, true } };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_whole_incident_runs_in_slack_from_declare_to_close(Database database, bool overSockets)
    {
        await using var scene = await SlackBot.StartAsync(database, overSockets);
        await WholeIncident.RunAsync(new InSlack(scene));

        var room = Assert.Single(scene.Rooms);
        Assert.Equal("inc-1-contoso-dental", room.Name);
        Assert.True(room.IsPrivate);
        Assert.True(room.Archived);
        var card = Assert.Single(room.Pinned);
        Assert.Contains("closed", card.Shown, StringComparison.Ordinal);
        Assert.Contains(room.Messages, one => one.Shown.Contains("Post-mortem", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(3, room.Bookmarks.Count);
        Assert.All(new[] { "sam", "nora", "lena" }, handle => Assert.Contains(scene.Slack.Workspace.User(handle).Id, room.Members));
        Assert.Single(scene.Slack.CallsTo("conversations.create"));
        Assert.Empty(await scene.Bot.ReadAsync(db => db.Effects.AsNoTracking().Where(one => one.State == Core.Effects.EffectState.Pending).Select(one => $"{one.Kind}: {one.Error}").ToListAsync()));
    }

    private sealed class InSlack(SlackBot scene) : ISayer
    {
        public Bot Bot => scene.Bot;

        public async Task<Said> SayAsync(string handle, string line, bool inRoom)
        {
            var person = await scene.KnowAsync(handle);
            foreach (var mention in new[] { "sam", "ravi", "lena" }.Where(one => line.Contains($"@{one}", StringComparison.Ordinal)))
            {
                await scene.KnowAsync(mention);
                line = line.Replace($"@{mention}", $"<@{scene.Slack.Workspace.User(mention).Id}|{mention}>", StringComparison.Ordinal);
            }

            var text = await scene.TypeAsync(person, scene.Slack.Workspace.User(handle), inRoom ? scene.Room : scene.General, line);
            await scene.Bot.SettleAsync();
            var refused = await scene.Bot.ReadAsync(db => db.Deliveries.OrderByDescending(one => one.At).ThenByDescending(one => one.Key).Select(one => one.Reply).ToListAsync());
            return new Said(text, LastRefused(refused, text));
        }

        /// <summary>Slack shows words alone; whether they are a refusal is known from the kept reply that has them.</summary>
        private static bool LastRefused(IEnumerable<string?> replies, string text)
        {
            var words = text.Split('\n')[0].Trim();
            var first = words[..Math.Min(words.Length, 25)];
            return replies.OfType<string>().Select(reply => System.Text.Json.JsonSerializer.Deserialize<Core.Verbs.Reply>(reply, System.Text.Json.JsonSerializerOptions.Web)!)
                .Any(reply => reply.Refused && Core.Chat.Prose.Plain(reply.Text).Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal).StartsWith(first, StringComparison.Ordinal));
        }
    }
}
