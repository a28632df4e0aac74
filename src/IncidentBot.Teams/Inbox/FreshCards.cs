using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Find;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Requests;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Teams.Inbox;

/// <summary>Shows a card as it stands now for whoever looks at it, by their own rights. Who may not see it is not told whether there is anything.</summary>
public sealed class FreshCards(TeamsDoor door, VerbRouter router, VerbCatalogue verbs, Standings standings, IncidentDb db, TeamsHomes homes, TeamsReplies replies)
{
    public const string Nothing = "There is nothing here for you to see.";

    /// <param name="key">What the card says that it shows. Anybody could have written it.</param>
    public async Task<TeamsAnswer> ShowAsync(CardPressed asked, string key, CancellationToken cancel)
    {
        var visitor = await door.FindAsync(asked, cancel);
        if (visitor?.Person is not { } person)
        {
            return TeamsAnswer.Words(asked, Nothing);
        }

        if (key == FreshCardKeys.Home)
        {
            return TeamsReplies.Card(await homes.OfAsync(asked, visitor, cancel));
        }

        return FreshCardKeys.Read(key) is { } incident && await StatusAsync(incident, person, asked.DeliveryKey, cancel) is { Refused: false } status
            ? TeamsReplies.Card(await replies.RenderAsync(asked, status, FreshCardKeys.Of(incident, visitor.From.Id), cancel))
            : TeamsAnswer.Words(asked, Nothing);
    }

    /// <summary>The incident as it stands, with the buttons that they may press; or why they may not see it.</summary>
    public async Task<Reply> StatusAsync(IncidentReference incident, Id<Person> person, string key, CancellationToken cancel)
    {
        var status = await router.HandleAsync(new VerbRequest(key, person, new ShowStatus(), incident) { InChat = true }, cancel);
        if (status.Refused || status.Card is null)
        {
            return status;
        }

        var stored = await db.Incidents.AsNoTracking().SingleAsync(one => one.Number == incident.Number, cancel);
        return status with { Card = verbs.For(status.Card, await standings.OnAsync(person, stored, cancel)) };
    }
}
