using IncidentBot.TeamsFake.World;
using IncidentBot.Tests.Incidents;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Teams;

/// <summary>The whole incident, typed in Teams.</summary>
public sealed class WholeIncidentInTeamsTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_whole_incident_runs_in_teams_from_declare_to_close(Database database)
    {
        await using var scene = await TeamsBot.StartAsync(database);
        await WholeIncident.RunAsync(new InTeams(scene));

        var room = Assert.Single(scene.Rooms);
        Assert.Equal("inc-1-contoso-dental", room.Name);
        Assert.True(room.Archived);
        Assert.Contains("closed", scene.Card.Shown, StringComparison.Ordinal);
        Assert.Contains(room.Posts, one => one.IsReply && one.Shown.Contains("Post-mortem", StringComparison.OrdinalIgnoreCase));
        Assert.Single(scene.Teams.CallsTo("POST teams/channels"));
        Assert.Empty(await scene.Bot.ReadAsync(db => db.Effects.AsNoTracking().Where(one => one.State == Core.Effects.EffectState.Pending).Select(one => $"{one.Kind}: {one.Error}").ToListAsync()));
    }

    private sealed class InTeams(TeamsBot scene) : ISayer
    {
        public Bot Bot => scene.Bot;

        public async Task<Incidents.Said> SayAsync(string handle, string line, bool inRoom)
        {
            var person = await scene.KnowAsync(handle);
            foreach (var mention in new[] { "sam", "ravi", "lena" }.Where(one => line.Contains($"@{one}", StringComparison.Ordinal)))
            {
                line = line.Replace($"@{mention}", $"<at>{(await scene.KnowAsync(mention)).User.Name}</at>", StringComparison.Ordinal);
            }

            var before = Told(person.User);
            var said = await person.SayAsync(inRoom ? scene.Room : scene.General, line, mention: true, thread: inRoom ? scene.Card : null);
            Assert.True(said.Delivery.Ok, $"{handle}: {line}: {said.Delivery}");
            var text = string.Join('\n', Told(person.User).Skip(before.Count));
            await scene.Bot.SettleAsync();
            return new Incidents.Said(text, await KeptReplies.RefusedAsync(scene.Bot, text));
        }

        /// <summary>What somebody alone was told.</summary>
        private List<string> Told(TeamsUser user) =>
            [.. scene.Teams.World.Chats.SelectMany(chat => chat.Bot is not null && chat.Has(user) ? chat.Posts : []).Concat(scene.Teams.Team.Channels.SelectMany(one => one.Posts).Where(one => one.To == user)).Where(one => one.From is not null).OrderBy(one => one.Id, StringComparer.Ordinal).Select(one => one.Shown)];
    }
}
