using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging;

/// <summary>Pages a person in the inbox of the web room.</summary>
public sealed class WebPageChannel(IncidentDb db, WebRooms web, PageCards cards) : IPageChannel
{
    public string Method => WebRooms.Platform;

    public async Task<string> SendAsync(PageCall call, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().SingleAsync(one => one.Id == call.Attempt.PersonId, cancel);
        await web.NotifyAsync(person, call.Incident, SendPageEffect.NoticeKey(call.Attempt.Id), NoticeKind.Page, await cards.ForAsync(call.Page, call.Attempt, call.Incident, cancel), cancel);
        return "in their inbox";
    }
}
