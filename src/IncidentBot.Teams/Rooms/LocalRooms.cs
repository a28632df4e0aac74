using IncidentBot.Core.Chat;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.WarRooms;
using IncidentBot.Teams.Cards;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Installs;

namespace IncidentBot.Teams.Rooms;

/// <summary>Opens rooms in a Teams on this machine, where no Graph makes channels and chats: a thread in the channel where the bot was last met, or that chat itself. All who are there read along, so a confidential incident has none.</summary>
public sealed class LocalRooms(LocalTeams local, TeamsPosts posts, ActionShelf shelf)
{
    private const string Mention = "mention IncidentBot in a channel or a group chat, then the room is there";

    /// <summary>Begins the thread with the message that becomes the incident's card.</summary>
    public async Task<OpenedRoom> OpenAsync(TeamsInstall install, Room room, Incident incident, string name, CancellationToken cancel)
    {
        if (incident.Confidential)
        {
            throw new SendException(SendFailure.Refused, "without Microsoft Graph there is no chat for a confidential incident: it has the web room");
        }

        var place = local.Place ?? throw new SendException(SendFailure.NotTaken, Mention);
        var opening = await new TeamsCards(shelf.KeepAsync, web: null, install.Registration.OpensDialogs).RenderAsync(null, new Card($"{incident.Reference} ({incident.CodeName})", $"{incident.CodeName}: the war room is opening.", [], [new CardSection("", [new CardLine("Its war room is opening.")])], []), null, null, cancel);
        try
        {
            var first = await posts.PutAsync(TeamsRooms.CardKey(room), incident.Id, place, opening, changes: false, cancel);
            return new OpenedRoom(place.Kind is ConversationKind.Channel ? place.At(first).ConversationId : place.ConversationId, name);
        }
        catch (TeamsException gone) when (gone.Failure is TeamsFailure.TargetGone)
        {
            throw new SendException(SendFailure.NotTaken, $"{Mention}: the one that was known is gone");
        }
    }
}
