using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Paging;

/// <summary>Says that you cannot: the next contact is tried.</summary>
public sealed record DeclinePage(int? Number = null, string? Because = null) : IIncidentVerb, IVerb<DeclinePage>
{
    public static Grammar<DeclinePage> Grammar => new("decline")
    {
        Arguments = ["number"],
        Rest = "because",
        Summary = "Says that you cannot: the next contact is tried.",
        Examples = ["decline 2 on a plane"],
    };

    public static Permission Needs => Permission.AnswerPage;
}

public sealed class DeclinePageHandler(PageBook pages, Pager pager) : IHandle<DeclinePage>
{
    public async Task<Reply> HandleAsync(DeclinePage verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var page = await pages.AnswerableAsync(incident, verb.Number, by, cancel);
        if (!page.Open)
        {
            throw PagingRefusals.OverAlready(page, await pages.EndWordsAsync(page, cancel));
        }

        if (!await pager.DeclineAsync(incident, page, by, verb.Because, cancel))
        {
            throw PagingRefusals.NotYours(page);
        }

        return Reply.Of($"Noted: {by.Name} cannot take page {page.Number} of {incident.Reference}. {await pages.NextWordsAsync(page, cancel)}");
    }
}
