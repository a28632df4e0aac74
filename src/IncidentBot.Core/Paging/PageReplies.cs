using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging;

/// <summary>Takes what whoever was paged answers from outside: by a mail's link, a text, a key of the telephone, or at another service. They need no account, and can answer that page and do nothing else.</summary>
public sealed class PageReplies(IncidentDb db, VerbRouter router, Tickets tickets, ShortCodes codes, IncidentTime time)
{
    /// <summary>How long after it was sent a page may be answered from outside.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(3);

    /// <summary>Of one number within that time: a campaign at every client pages one person as often.</summary>
    private const int MostTexts = 500;

    /// <summary>What a ticket is about, for whoever holds it; null for one that is forged or too old.</summary>
    public async Task<AnsweredPage?> FindAsync(string? ticket, CancellationToken cancel) => tickets.Read<PageAttempt>(ticket) is { } attempt ? await FindAsync(attempt, cancel) : null;

    public async Task<AnsweredPage?> FindAsync(Id<PageAttempt> id, CancellationToken cancel)
    {
        var since = time.Now - Lasts;
        return await db.PageAttempts.AsNoTracking().Where(one => one.Id == id && one.At > since)
            .Join(db.Pages, attempt => attempt.PageId, page => page.Id, (attempt, page) => new { Attempt = attempt, Page = page })
            .Join(db.Incidents, one => one.Attempt.IncidentId, incident => incident.Id, (one, incident) => new AnsweredPage(one.Attempt, one.Page, incident)).SingleOrDefaultAsync(cancel);
    }

    /// <summary>The text that somebody answers from this number with this code; null where none fits.</summary>
    public async Task<AnsweredPage?> FindTextAsync(string number, string code, CancellationToken cancel) =>
        (await TextsAsync(number, cancel)).FirstOrDefault(one => one.WrongCodes < PageAttempt.MostWrongCodes && codes.Is(one.SealedCode!, code)) is { } known ? await FindAsync(known.Id, cancel) : null;

    /// <summary>A wrong code counts against every text that waits at its number.</summary>
    public async Task CountWrongCodeAsync(string number, CancellationToken cancel)
    {
        var since = time.Now - Lasts;
        await db.PageAttempts.Where(one => one.Address == number && one.SealedCode != null && one.At > since).ExecuteUpdateAsync(set => set.SetProperty(one => one.WrongCodes, one => one.WrongCodes + 1), cancel);
    }

    /// <summary>Whether this number was sent a text that may still be answered.</summary>
    public async Task<bool> KnowsAsync(string number, CancellationToken cancel) => (await TextsAsync(number, cancel)).Count > 0;

    /// <param name="paged">What is answered.</param>
    /// <param name="answer">With what.</param>
    /// <param name="key">The delivery's id; a repeat of it gets the first answer.</param>
    /// <param name="cancel">Set when nobody waits any more.</param>
    public async Task<PageReply> AnswerAsync(AnsweredPage paged, PageAnswer answer, string key, CancellationToken cancel)
    {
        IVerb verb = answer switch
        {
            PageAnswer.Acknowledge => new AcknowledgePage(paged.Page.Number),
            PageAnswer.Escalate => new EscalatePage(paged.Page.Number),
            _ => new DeclinePage(paged.Page.Number),
        };
        var reply = await router.HandleAsync(new VerbRequest(key, null, verb, paged.Incident.Reference) { Answers = paged.Attempt.Id }, cancel);
        return reply.Code switch
        {
            null => answer switch
            {
                PageAnswer.Acknowledge => PageReply.Acknowledged,
                PageAnswer.Escalate => PageReply.Escalated,
                _ => PageReply.Declined,
            },
            "page-over" => await OwnAsync(paged.Attempt.Id, cancel) ? PageReply.Acknowledged : paged.Page.State is PageState.Exhausted ? PageReply.Nobody : PageReply.Over,
            "not-your-page" => PageReply.Declined,
            "not-recorded" => PageReply.NotRecorded,
            _ => PageReply.Over,
        };
    }

    /// <summary>Somebody who acknowledges twice has it.</summary>
    private Task<bool> OwnAsync(Id<PageAttempt> id, CancellationToken cancel) =>
        db.PageAttempts.AnyAsync(one => one.Id == id && one.PersonId != null && db.Pages.Any(page => page.Id == one.PageId && page.AcknowledgedBy == one.PersonId), cancel);

    private Task<List<PageAttempt>> TextsAsync(string number, CancellationToken cancel)
    {
        var since = time.Now - Lasts;
        return db.PageAttempts.AsNoTracking().Where(one => one.Address == number && one.SealedCode != null && one.At > since).OrderByDescending(one => one.At).Take(MostTexts).ToListAsync(cancel);
    }
}

/// <summary>A try of a page, of which incident.</summary>
public sealed record AnsweredPage(PageAttempt Attempt, Page Page, Incident Incident)
{
    /// <summary>Nobody has it yet: it may be answered, also when everybody was tried in vain.</summary>
    public bool Waits => Page.State is PageState.Paging or PageState.Exhausted;
}

/// <summary>What somebody answers from outside. Telephone keys and texts have these numbers.</summary>
public enum PageAnswer
{
    Acknowledge = 1,
    Escalate = 2,
    Decline = 3,
}

/// <summary>What came of an answer.</summary>
public enum PageReply
{
    Acknowledged,
    Escalated,
    Declined,

    /// <summary>Somebody else has it, or the incident is over.</summary>
    Over,

    /// <summary>Everybody was tried in vain, and there is nobody to pass it on to.</summary>
    Nobody,

    /// <summary>Nothing was recorded: they must try again or call.</summary>
    NotRecorded,
}
