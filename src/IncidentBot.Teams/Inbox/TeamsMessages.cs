using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Installs;
using IncidentBot.Teams.People;
using IncidentBot.Teams.Requests;

namespace IncidentBot.Teams.Inbox;

/// <summary>Messages of a room that people put on the timeline: they are kept as they stood, and what becomes of them later is an entry of its own.</summary>
public sealed class TeamsMessages(TeamsDoor door, TeamsInstalls installs, TeamsPeople people, SaidMessages said, Admission admission, VerbCatalogue verbs, IncidentTime time)
{
    /// <summary>Pins a message with the rights of whoever asks. The bot reads no messages itself: what stands in this one is what the command brought along, so nothing is kept before it is known that they may record.</summary>
    public async Task<Reply> PinAsync(TeamsVisitor visitor, Id<Person> person, TeamsActivity asked, TeamsRoom room, TeamsMessageRead message, CancellationToken cancel)
    {
        try
        {
            await admission.LookAsync(verbs.Of(new PinMessage("")), person, room.Incident, null, inChat: true, cancel);
        }
        catch (RefusalException refused)
        {
            return Reply.Of(refused.Refusal);
        }

        var kept = await said.KeptAsync(room.Stored, message.Id, cancel) ?? await KeepAsync(visitor.Install, asked.Address, room.Stored, message, cancel);
        return await said.PinAsync(kept, room.Incident, person, asked.DeliveryKey, null, cancel);
    }

    /// <summary>A message that may be on the timeline reads otherwise now, or is gone.</summary>
    /// <param name="text">Null when it was deleted.</param>
    public async Task ChangedAsync(TeamsActivity told, string? text, CancellationToken cancel)
    {
        if (told.ActivityId is { } message && await installs.FindAsync(told.Registration, cancel) is { } install && await door.RoomAsync(install, told.Address, cancel) is { } room)
        {
            await said.ChangedAsync("Teams", room.Stored, room.Incident, message, text, told.DeliveryKey, cancel);
        }
    }

    private async Task<Id<RoomPost>> KeepAsync(TeamsInstall install, TeamsAddress place, Room room, TeamsMessageRead message, CancellationToken cancel)
    {
        var author = message.AuthorId is { } user ? (await people.FindAsync(install, place, new TeamsPerson(user, user, message.AuthorName), cancel)).Person : null;
        return await said.KeepAsync(room, new SaidMessage(message.Id, author, message.AuthorName ?? "somebody in Teams", message.Text, message.At ?? time.Now), cancel);
    }
}
