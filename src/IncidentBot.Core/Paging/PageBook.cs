using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging;

/// <summary>Finds the page that somebody answers.</summary>
public sealed class PageBook(IncidentDb db, PeopleDirectory people)
{
    /// <summary>The numbered page, or the newest open one: first of those that tried this person, then of any if they may answer for others.</summary>
    public async Task<Page> AnswerableAsync(Incident incident, int? number, Actor by, CancellationToken cancel)
    {
        var pages = await db.Pages.Where(page => page.IncidentId == incident.Id && (number == null || page.Number == number)).OrderByDescending(page => page.Number).ToListAsync(cancel);
        var tried = await db.PageAttempts.Where(attempt => attempt.IncidentId == incident.Id && attempt.PersonId == by.Person).Select(attempt => attempt.PageId).Distinct().ToListAsync(cancel);
        var own = pages.Where(page => tried.Contains(page.Id)).ToList();
        var mine = by.May(Permission.AnswerPage) is Access.Yes ? [.. own.Union(pages)] : own;
        return mine.FirstOrDefault(page => page.Open) ?? mine.FirstOrDefault() ?? throw (pages.Count > 0 ? VerbRefusals.OnlyYourOwn() : PagingRefusals.NoPage(incident, number));
    }

    /// <summary>The newest page that somebody has acknowledged; null where they have none.</summary>
    public Task<Page?> HeldAsync(Incident incident, Actor by, CancellationToken cancel) =>
        db.Pages.Where(page => page.IncidentId == incident.Id && page.State == PageState.Acknowledged && page.AcknowledgedBy == by.Person).OrderByDescending(page => page.Number).FirstOrDefaultAsync(cancel);

    /// <summary>Who is being tried now.</summary>
    public async Task<string> NextWordsAsync(Page page, CancellationToken cancel)
    {
        if (!page.Open)
        {
            return "Nobody is left to try: call by hand; the plan has the numbers.";
        }

        await db.PageAttempts.Where(one => one.PageId == page.Id).LoadAsync(cancel);
        var tried = db.PageAttempts.Local.Where(one => one.PageId == page.Id && one.Round == page.Round && one.Level == page.Level && one.MayBeAnswered).Select(one => one.Name).Distinct().Order(StringComparer.Ordinal);
        return $"Being tried now: {string.Join(", ", tried)}.";
    }

    public async Task<string> EndWordsAsync(Page page, CancellationToken cancel)
    {
        var names = await people.NamesAsync([page.AcknowledgedBy], cancel);
        return page.AcknowledgedBy is { } id ? $"{names[id]} has it" : $"it is {page.State.Words()}";
    }
}
