using IncidentBot.Core.Effects;
using IncidentBot.Core.Paging;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Paging;

/// <summary>A server that is stopped in good order leaves nothing in doubt.</summary>
public sealed class StoppingTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_that_is_on_its_way_when_the_server_stops_is_not_sent_again_and_its_lane_is_free(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        using var stop = new CancellationTokenSource();
        scene.Mail.Taken = async _ => await stop.CancelAsync();
        await scene.Bot.DoAsync("sam", "page counsel please join", "INC-1");
        try
        {
            await scene.Bot.Services.GetRequiredService<Relay>().DrainOutsideAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            // It was told to stop.
        }

        Assert.True(stop.IsCancellationRequested);
        Assert.Equal(0, await scene.Bot.ReadAsync(db => db.Lanes.CountAsync(lane => lane.LeasedUntil > 0)));
        scene.Mail.Taken = null;
        await scene.Bot.SettleAsync();
        Assert.Single(scene.Mail.To(PagingScene.Counsel));
        var sent = await scene.TryAsync("counsel", "mail");
        Assert.Equal((AttemptState.Delivered, "taken by the mail server"), (sent.State, sent.Answer));
    }
}
