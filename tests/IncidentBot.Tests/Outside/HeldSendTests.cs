using IncidentBot.Core.Chat;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;

namespace IncidentBot.Tests.Outside;

public sealed class HeldSendTests
{
    [Fact]
    public async Task That_nothing_arrived_is_known_although_it_could_not_be_put_on_the_timeline()
    {
        var messages = new OutsideMessages(null!, new PublicLinks(null), null!, null!, [new Busy()]);
        var send = messages.Ready("mail", new OutsideMessage("1", NoticeKind.Page, "a@example.com", new IncidentReference(1), "pearl-plover", Severity.High, false, null, null), (_, _) => null, (_, _) => (_, _, _) => Task.CompletedTask, _ => throw new InvalidOperationException("the database went away"));
        Assert.Equal(SendFailure.NotTaken, (await Assert.ThrowsAsync<SendException>(() => send.SendAsync(false, CancellationToken.None))).Failure);
    }

    private sealed class Busy : IOutsideChannel
    {
        public string Method => "mail";

        public Task<string> SendAsync(OutsideMessage message, CancellationToken cancel) => throw new SendException(SendFailure.NotTaken, "not now");
    }
}
