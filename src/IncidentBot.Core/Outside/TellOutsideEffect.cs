using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Outside;

/// <param name="Name">The contact's.</param>
/// <param name="Person">Null for a contact without an account.</param>
/// <param name="Key">The notice in the bot that says the same.</param>
/// <param name="About">What it is about: a newer one about the same says it all.</param>
internal sealed record TellOutsideArguments(string Name, Id<Person>? Person, string Method, string Address, NoticeKind Kind, string Key, string About);

/// <summary>Tells one contact by one method what waits for them in the bot.</summary>
public sealed class TellOutsideEffect(IncidentDb db, OutsideMessages messages) : IBlindHandler
{
    internal const string Name = "outside.tell";

    public string Kind => Name;

    public async Task<BlindSend?> PrepareAsync(Effect effect, CancellationToken cancel)
    {
        var told = effect.Read<TellOutsideArguments>();
        if (await SeenAsync(told, cancel) || await OvertakenAsync(effect, told, cancel))
        {
            return null;
        }

        var incident = await db.Incidents.AsNoTracking().SingleAsync(one => one.Id == effect.IncidentId, cancel);
        var message = await messages.WriteAsync(effect, incident, told.Kind, told.Address, told.Person is not null, cancel);
        return messages.Ready(told.Method, message, (_, repeat) => repeat ? Again(told) : null, (failure, why) => Failed(told, failure, why));
    }

    private Task<bool> SeenAsync(TellOutsideArguments told, CancellationToken cancel) =>
        db.Notices.AnyAsync(notice => notice.Key == told.Key && notice.SettledAt != null && (told.Person == null || notice.PersonId == told.Person), cancel);

    /// <summary>After a long outage one message says what a dozen would.</summary>
    private async Task<bool> OvertakenAsync(Effect effect, TellOutsideArguments told, CancellationToken cancel)
    {
        var newer = await db.Effects.AsNoTracking().Where(one => one.Lane == effect.Lane && one.Kind == Name && one.State == EffectState.Pending && one.Ordinal > effect.Ordinal).ToListAsync(cancel);
        return newer.Any(one => one.Read<TellOutsideArguments>() is var other && other.About == told.About && other.Address == told.Address);
    }

    private static Aftermath Again(TellOutsideArguments told) => (_, incident, _) =>
    {
        incident.Record("sent-again", Actor.Bot, $"The {told.Kind.Words()} to {told.Name} by {told.Method} was sent again: an earlier one may have reached them", new { method = told.Method });
        return Task.CompletedTask;
    };

    private static Aftermath Failed(TellOutsideArguments told, SendFailure failure, string why) => (_, incident, _) =>
    {
        var what = failure is SendFailure.Unknown ? $"Nobody knows whether the {told.Kind.Words()} to {told.Name} arrived" : $"The {told.Kind.Words()} to {told.Name} did not go out";
        incident.Record("not-sent", Actor.Bot, $"{what}: {why}: call by hand", new { method = told.Method, why });
        return Task.CompletedTask;
    };
}
