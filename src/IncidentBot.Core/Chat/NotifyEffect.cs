using System.Text.Json;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Chat;

internal sealed record NotifyArguments(Id<Person> Person, string Key, NoticeKind Kind, Card Card);

/// <summary>Delivers notices that were queued before notices were written with their commit: some may wait in a database or a backup of that time. Nothing queues them any more.</summary>
public sealed class NotifyEffect(IncidentDb db, WebRooms inboxes) : IEffectHandler
{
    internal const string Name = "notify";

    public string Kind => Name;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var told = JsonSerializer.Deserialize<NotifyArguments>(effect.Arguments, JsonSerializerOptions.Web)!;
        var person = await db.People.AsNoTracking().SingleAsync(one => one.Id == told.Person, cancel);
        var incident = await db.Incidents.AsNoTracking().SingleAsync(one => one.Id == effect.IncidentId, cancel);
        await inboxes.NotifyAsync(person, incident, told.Key, told.Kind, told.Card, cancel);
        return null;
    }
}
