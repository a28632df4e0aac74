using System.Net;
using IncidentBot.Core.Paging;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Paging;

/// <summary>Pages that ring in PagerDuty and are acknowledged there.</summary>
public sealed class PagerDutyPageTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_page_rings_there_and_whoever_acknowledges_there_has_it_here(Database database)
    {
        await using var scene = await LadderScene.StartAsync(database);
        await scene.PageAsync("soc");
        var (key, summary) = Assert.Single(scene.PagerDuty.Ringing);
        Assert.Equal("INC-1 pearl-plover: you are paged", summary);
        Assert.Equal("info", scene.PagerDuty.Events.Last().GetProperty("payload").GetProperty("severity").GetString());
        Assert.DoesNotContain("wind tunnel", scene.PagerDuty.Events.Last().ToString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Accepted, await FakePagerDuty.TellAsync(scene.Address, "incident.triggered", key));
        Assert.Equal(PageState.Paging, (await scene.PageAsync(2)).State);
        Assert.Equal(HttpStatusCode.Accepted, await FakePagerDuty.TellAsync(scene.Address, "incident.acknowledged", key, "EV1"));
        Assert.Equal(HttpStatusCode.Accepted, await FakePagerDuty.TellAsync(scene.Address, "incident.acknowledged", key, "EV1"));
        await scene.Bot.SettleAsync();
        Assert.Equal(PageState.Acknowledged, (await scene.PageAsync(2)).State);
        Assert.Single(await scene.Bot.TimelineAsync("INC-1"), "Night SOC acknowledged page 2 (soc) in PagerDuty");

        // It is over, so it is resolved there; that it tells so is heard in peace.
        Assert.Empty(scene.PagerDuty.Ringing);
        Assert.Equal(HttpStatusCode.Accepted, await FakePagerDuty.TellAsync(scene.Address, "incident.resolved", key));
        await scene.Bot.VerifyAsync("INC-1");
    }

    [Fact]
    public async Task A_page_that_somebody_acknowledges_here_falls_silent_there_also_when_the_incident_is_dismissed()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.PageAsync("soc");
        Assert.Single(scene.PagerDuty.Ringing);
        await scene.Bot.DoAsync("sam", "ack 2", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Empty(scene.PagerDuty.Ringing);
        await scene.PageAsync("soc");
        Assert.Single(scene.PagerDuty.Ringing);
        await scene.Bot.DoAsync("sam", "dismiss false-positive the fan is loud", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Empty(scene.PagerDuty.Ringing);
    }

    [Fact]
    public async Task What_is_forged_or_foreign_does_nothing()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.PageAsync("soc");
        var key = scene.PagerDuty.Ringing.Keys.Single();
        Assert.Equal(HttpStatusCode.Unauthorized, await FakePagerDuty.TellAsync(scene.Address, "incident.acknowledged", key, secret: "somebody else's secret"));
        Assert.Equal(HttpStatusCode.Accepted, await FakePagerDuty.TellAsync(scene.Address, "incident.acknowledged", "another system's key"));
        Assert.Equal(HttpStatusCode.Accepted, await FakePagerDuty.TellAsync(scene.Address, "incident.acknowledged", $"{Guid.NewGuid()}"));
        Assert.Equal(HttpStatusCode.Accepted, await FakePagerDuty.TellAsync(scene.Address, "incident.resolved", key, agent: "service_reference")); // by itself, after a while
        Assert.Equal(HttpStatusCode.Accepted, await FakePagerDuty.PostAsync(scene.Address, "{\"event\": 7}"));
        Assert.Equal(HttpStatusCode.Accepted, await FakePagerDuty.PostAsync(scene.Address, "not json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await FakePagerDuty.PostAsync(scene.Address, new string(' ', 300_000)));
        Assert.Equal(PageState.Paging, (await scene.PageAsync(2)).State);
    }

    [Theory]
    [InlineData(400, AttemptState.Failed)]
    [InlineData(429, AttemptState.Queued)]
    [InlineData(500, AttemptState.Queued)]
    public async Task What_is_refused_is_by_hand_and_what_is_not_taken_now_is_tried_again_and_rings_once(int status, AttemptState state)
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        scene.PagerDuty.Refuse = () => status;
        await scene.PageAsync("soc");
        Assert.Equal(state, (await scene.AttemptsAsync(2))[0].State);
        scene.PagerDuty.Refuse = () => null;
        await scene.Bot.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(state is AttemptState.Queued ? 1 : 0, scene.PagerDuty.Ringing.Count);
    }
}
