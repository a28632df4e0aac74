using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Chat;

internal sealed record ShowNoticeArguments(Id<Notice> Notice, string Platform);

internal sealed record ListIncidentArguments(Id<ChatInstall> Install);

/// <summary>Shows somebody their notice on a chat platform, as it stands when the effect runs.</summary>
public sealed class ShowNoticeEffect(IncidentDb db, IEnumerable<IChatPlatform> platforms) : IEffectHandler
{
    internal const string Name = "notice.show";

    public string Kind => Name;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var arguments = effect.Read<ShowNoticeArguments>();
        if (platforms.SingleOrDefault(one => one.Name == arguments.Platform) is { } platform
            && await db.Notices.AsNoTracking().SingleOrDefaultAsync(one => one.Id == arguments.Notice, cancel) is { } notice
            && await db.Incidents.AsNoTracking().SingleAsync(one => one.Id == notice.IncidentId, cancel) is { OutOfBandSince: null } incident)
        {
            await platform.TellAsync(notice, incident, cancel);
        }

        return null;
    }
}

/// <summary>Brings the line of an incident in the digest of one installation up to date.</summary>
public sealed class ListIncidentEffect(IncidentDb db, IEnumerable<IChatPlatform> platforms) : IEffectHandler
{
    internal const string Name = "digest.line";

    public string Kind => Name;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var id = effect.Read<ListIncidentArguments>().Install;
        var install = await db.ChatInstalls.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel);
        if (install is { Works: true } && platforms.SingleOrDefault(one => one.Name == install.Platform) is { } platform
            && await db.Incidents.AsNoTracking().SingleAsync(one => one.Id == effect.IncidentId, cancel) is { OutOfBandSince: null } incident)
        {
            await platform.ListAsync(install, incident, cancel);
        }

        return null;
    }
}
