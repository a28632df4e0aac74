using IncidentBot.Core.Incidents;
using IncidentBot.Core.Invitations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Paging;

/// <summary>Says that you have it: the page stops.</summary>
public sealed record AcknowledgePage(int? Number = null) : IIncidentVerb, IPersonalVerb, IVerb<AcknowledgePage>
{
    public static Grammar<AcknowledgePage> Grammar => new("ack", "acknowledge")
    {
        Arguments = ["number"],
        Summary = "Says that you have it: the page stops.",
        Examples = ["ack", "ack 2"],
    };

    public static Permission Needs => Permission.AnswerPage;
}

public sealed class AcknowledgePageHandler(PageBook pages, Pager pager, PeopleDirectory people, Standings standings, OutOfBandGuests guests, IncidentTime time) : IHandle<AcknowledgePage>
{
    public async Task<Reply> HandleAsync(AcknowledgePage verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var page = await pages.AnswerableAsync(incident, verb.Number, by, cancel);
        if (!page.Open && page.State is not PageState.Exhausted)
        {
            throw PagingRefusals.OverAlready(page, await pages.EndWordsAsync(page, cancel));
        }

        await pager.AcknowledgeAsync(incident, page, by, cancel);

        // Who answers from outside gets no right by it that they did not have.
        if (by.Via is null || PermissionTable.Sees(await standings.OnAsync(by.Person!.Value, incident, cancel), incident.Confidential))
        {
            await people.JoinAsync(incident, by.Person!.Value, time.Now, cancel);
        }

        await guests.InviteAsync(incident, page, by, cancel);
        return Reply.Of($"{by.Name} has it: page {page.Number} of {incident.Reference} stops.");
    }
}
