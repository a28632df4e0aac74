using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Paging;

/// <summary>Pages the next level now, without waiting.</summary>
public sealed record EscalatePage(int? Number = null) : IIncidentVerb, IVerb<EscalatePage>
{
    public static Grammar<EscalatePage> Grammar => new("escalate")
    {
        Arguments = ["number"],
        Summary = "Pages the next level now, without waiting.",
        Examples = ["escalate"],
    };

    public static Permission Needs => Permission.AnswerPage;
}

public sealed class EscalatePageHandler(PageBook pages, Pager pager) : IHandle<EscalatePage>
{
    public async Task<Reply> HandleAsync(EscalatePage verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var page = await pages.AnswerableAsync(incident, verb.Number, by, cancel);
        if (!page.Open)
        {
            throw PagingRefusals.OverAlready(page, await pages.EndWordsAsync(page, cancel));
        }

        incident.Record("page-escalated", by, $"{by.Name} escalated page {page.Number} ({page.Asked})", new { page = page.Number });
        await (by.Via is null ? pager.ClimbAsync(incident, page, cancel) : pager.PassOnAsync(incident, page, by, cancel));
        return Reply.Of($"Page {page.Number} of {incident.Reference} is escalated. {await pages.NextWordsAsync(page, cancel)}");
    }
}
