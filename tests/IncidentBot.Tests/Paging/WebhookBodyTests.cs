using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;
using IncidentBot.Paging.Webhooks;

namespace IncidentBot.Tests.Paging;

/// <summary>What goes over the wire is pinned: others verify it with code of their own. The signature was computed by another implementation of HMAC.</summary>
public sealed class WebhookBodyTests
{
    [Fact]
    public async Task Body_and_signature_are_what_the_document_says()
    {
        var message = new OutsideMessage("01a20f87-0850-7045-999e-064ef439313e", NoticeKind.Reminder, "https://hooks.example.com/x", new IncidentReference(42), "cobalt-heron", Severity.High, Drill: true, new Uri("https://incidents.example.com/incidents/INC-42#clocks"), Call: null) { Repeat = true };
        using var body = new WebhookBody(message);
        const string expected = """{"id":"01a20f87-0850-7045-999e-064ef439313e","kind":"reminder","incident":"INC-42","codeName":"cobalt-heron","severity":2,"drill":true,"subject":"Drill: INC-42 cobalt-heron: a legal deadline needs you (repeat: an earlier one may have reached you)","text":"A legal deadline needs you: INC-42 (cobalt-heron), P2 high. This is a drill.\nSee it at https://incidents.example.com/incidents/INC-42#clocks\n(repeat: an earlier one may have reached you)","link":"https://incidents.example.com/incidents/INC-42#clocks","repeat":true}""";
        Assert.Equal(expected, await body.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("v1=3e92ec7c72228f21af74164125d5974c96239b33d9cd076ceb504b3f85dff8e5", body.Sign("a-secret-of-at-least-32-characters", "1795489200"));
    }
}
