using System.Text.Json;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Chat;

internal sealed record NotifyArguments(Id<Person> Person, string Key, NoticeKind Kind, Card Card);

/// <summary>Tells one person something privately.</summary>
public sealed class NotifyEffect(IncidentDb db, IEnumerable<IChatPlatform> platforms) : IEffectHandler
{
    internal const string Name = "notify";

    public string Kind => Name;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var arguments = JsonSerializer.Deserialize<NotifyArguments>(effect.Arguments, JsonSerializerOptions.Web)!;
        var person = await db.People.AsNoTracking().SingleAsync(one => one.Id == arguments.Person, cancel);
        var incident = await db.Incidents.AsNoTracking().SingleAsync(one => one.Id == effect.IncidentId, cancel);
        await platforms.Single(one => one.Name == WebRooms.Platform).NotifyAsync(person, incident, arguments.Key, arguments.Kind, arguments.Card, cancel);
        return null;
    }
}
