using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging;

/// <summary>Starts pages, climbs their ladders and ends them, inside the unit of work of whoever asks.</summary>
public sealed class Pager(IncidentDb db, PageCaller caller, Outbox outbox, IEnumerable<IQuietChannel> quiet, PageCards pageCards, IncidentTime time)
{
    /// <summary>What a page is called that the plan's escalation starts.</summary>
    public const string PlansEscalation = "the plan's escalation";

    private readonly HashSet<Id<Page>> loaded = [];

    public async Task<Page> StartAsync(Incident incident, string asked, string message, IReadOnlyList<PageLevel> ladder, Actor by, CancellationToken cancel)
    {
        var number = await db.Pages.CountAsync(page => page.IncidentId == incident.Id, cancel) + db.Pages.Local.Count(page => page.IncidentId == incident.Id && db.Entry(page).State is EntityState.Added) + 1;
        var page = new Page(incident.Id, number, asked, message, ladder, by.Person, time.Now);
        db.Add(page);
        incident.Record("page-started", by, $"{by.Name} paged {asked} (page {number}): {message}", new { page = number, asked, message, ladder = ladder.Select(level => level.Contacts) });
        await ClimbAsync(incident, page, cancel);
        return page;
    }

    /// <summary>Does what is due: the next methods of this level's contacts, or the next level where this one's time is up or nobody of it can be reached.</summary>
    public async Task GoOnAsync(Incident incident, Page page, CancellationToken cancel)
    {
        var tried = await AttemptsAsync(page, cancel);
        if (page.LevelEnds > time.Now && await caller.CallAsync(incident, page, tried, cancel))
        {
            return;
        }

        if (NextRound(page, tried) is { } round)
        {
            page.WaitUntil(round);
            return;
        }

        await ClimbAsync(incident, page, cancel);
    }

    /// <summary>Whoever was paged passes it on: they are not tried again, and the next level is tried now, if it is theirs that is being tried.</summary>
    public async Task PassOnAsync(Incident incident, Page page, Actor by, CancellationToken cancel)
    {
        var own = (await AttemptsAsync(page, cancel)).Where(one => one.PersonId == by.Person).ToList();
        foreach (var attempt in own.Where(one => one.MayBeAnswered))
        {
            attempt.Settle(AttemptState.Declined, "passed it on", time.Now);
            await SettleNoticeAsync(attempt, "You passed it on", cancel);
        }

        if (own.Any(one => one.Round == page.Round && one.Level == page.Level) && page.Level < page.Ladder.Count - 1)
        {
            await ClimbAsync(incident, page, cancel);
        }
        else
        {
            await GoOnAsync(incident, page, cancel);
        }
    }

    /// <summary>Tries the next level. A level that nobody can be reached on is passed at once.</summary>
    public async Task ClimbAsync(Incident incident, Page page, CancellationToken cancel)
    {
        while (true)
        {
            if (page.Climb(time.Now) is null)
            {
                incident.Record("page-exhausted", Actor.Bot, $"Nobody acknowledged page {page.Number} ({page.Asked}) in {Page.Rounds} rounds: call by hand", new { page = page.Number });
                return;
            }

            var tried = await AttemptsAsync(page, cancel);
            if (await caller.CallAsync(incident, page, tried, cancel))
            {
                return;
            }

            if (NextRound(page, tried) is { } round)
            {
                page.WaitUntil(round);
                return;
            }
        }
    }

    /// <summary>The next level comes at once, the next round when the last who were tried had their time: who did not pick up is not called three times within a minute. Null while there is a level left, or that time is over.</summary>
    private DateTimeOffset? NextRound(Page page, IEnumerable<PageAttempt> tried)
    {
        var real = tried.Where(one => one.Round == page.Round && one.Place != PageAttempt.Nowhere).ToList();
        if (page.Level < page.Ladder.Count - 1 || real.Count == 0)
        {
            return null;
        }

        var last = real.Max(one => one.Level);
        return real.Where(one => one.Level == last).Min(one => one.At) + page.Ladder[last].Wait is var over && over > time.Now ? over : null;
    }

    /// <summary>Ends a page because somebody has it.</summary>
    public async Task AcknowledgeAsync(Incident incident, Page page, Actor by, CancellationToken cancel)
    {
        page.End(PageState.Acknowledged, by.Person, time.Now);
        foreach (var attempt in await AttemptsAsync(page, cancel))
        {
            if (attempt.PersonId == by.Person && attempt.MayBeAnswered)
            {
                attempt.Settle(AttemptState.Acknowledged, null, time.Now);
            }
        }

        incident.Record("page-acknowledged", by, $"{by.Name} acknowledged page {page.Number} ({page.Asked}){By(by)}", new { page = page.Number, via = by.Via });
        await QuietAsync(incident, page, $"{by.Name} has it", cancel);
    }

    /// <summary>Notes that a contact cannot; when nobody of the level is left, the next is tried at once. False when the page is not trying them.</summary>
    public async Task<bool> DeclineAsync(Incident incident, Page page, Actor by, string? because, CancellationToken cancel)
    {
        var attempts = await AttemptsAsync(page, cancel);
        var own = attempts.Where(one => one.PersonId == by.Person && one.MayBeAnswered).ToList();
        if (own.Count == 0)
        {
            return false;
        }

        foreach (var attempt in own)
        {
            attempt.Settle(AttemptState.Declined, because, time.Now);
            await SettleNoticeAsync(attempt, "You declined", cancel);
        }

        incident.Record("page-declined", by, $"{by.Name} declined page {page.Number}{By(by)}{(because is null ? "" : $": {because}")}", new { page = page.Number, because, via = by.Via });
        if (!attempts.Any(one => one.Round == page.Round && one.Level == page.Level && one.MayBeAnswered))
        {
            await GoOnAsync(incident, page, cancel);
        }

        return true;
    }

    /// <summary>Ends every open page of an incident that is over.</summary>
    public async Task StopAllAsync(Incident incident, string because, CancellationToken cancel)
    {
        var open = await db.Pages.Where(page => page.IncidentId == incident.Id && (page.State == PageState.Paging || page.State == PageState.Exhausted)).ToListAsync(cancel);

        // A merge in this unit of work may have moved some of them to the survivor, where they go on.
        foreach (var page in open.Where(page => page.IncidentId == incident.Id))
        {
            if (page.Open)
            {
                page.End(PageState.Stopped, null, time.Now);
            }

            await QuietAsync(incident, page, because, cancel);
        }
    }

    public async Task<List<PageAttempt>> AttemptsAsync(Page page, CancellationToken cancel)
    {
        if (!loaded.Contains(page.Id))
        {
            await LoadAsync([page], cancel);
        }

        return [.. db.PageAttempts.Local.Where(attempt => attempt.PageId == page.Id)];
    }

    /// <summary>Reads the tries of several pages with one look. Their incidents are locked, so that nobody adds one meanwhile.</summary>
    public async Task LoadAsync(IReadOnlyCollection<Page> pages, CancellationToken cancel)
    {
        var ids = pages.Select(page => page.Id).ToList();
        await db.PageAttempts.Where(attempt => ids.Contains(attempt.PageId)).LoadAsync(cancel);
        loaded.UnionWith(ids);
    }

    /// <summary>A merged incident's page goes on in the survivor: its tries, what is still to be sent and its notices follow, and their buttons answer there.</summary>
    public async Task MoveNoticesAsync(Page page, Incident to, CancellationToken cancel)
    {
        var (inside, outsideLanes) = (PageCaller.Lanes(page), OutsideMessages.Lanes + PageCaller.Lanes(page));
        foreach (var effect in await db.Effects.Where(one => one.State == EffectState.Pending && (one.Lane.StartsWith(inside) || one.Lane.StartsWith(outsideLanes))).ToListAsync(cancel))
        {
            effect.MoveTo(to.Id);
        }

        await db.Lanes.Where(one => one.Key.StartsWith(inside) || one.Key.StartsWith(outsideLanes)).ExecuteUpdateAsync(set => set.SetProperty(one => one.IncidentId, to.Id), cancel);
        foreach (var attempt in await AttemptsAsync(page, cancel))
        {
            attempt.MoveTo(to.Id);
            var key = SendPageEffect.NoticeKey(attempt.Id);
            foreach (var notice in await db.Notices.Where(notice => notice.Key == key).ToListAsync(cancel))
            {
                notice.MoveTo(to.Id, await pageCards.ForAsync(page, attempt, to, cancel));
            }
        }
    }

    /// <summary>Nobody is called any more, and what rings elsewhere falls silent.</summary>
    private async Task QuietAsync(Incident incident, Page page, string outcome, CancellationToken cancel)
    {
        foreach (var attempt in await AttemptsAsync(page, cancel))
        {
            await SettleNoticeAsync(attempt, outcome, cancel);
            if (attempt.Place != PageAttempt.Nowhere && quiet.Any(channel => channel.Method == attempt.Method))
            {
                outbox.Queue(incident, OutsideMessages.Lanes + PageCaller.Lane(page, attempt), QuietPageEffect.Name, new SendPageArguments(attempt.Id));
            }
        }
    }

    private static string By(Actor by) => by.Via is { } via ? $" {via}" : "";

    private async Task SettleNoticeAsync(PageAttempt attempt, string outcome, CancellationToken cancel)
    {
        var key = SendPageEffect.NoticeKey(attempt.Id);
        foreach (var notice in await db.Notices.Where(notice => notice.Key == key).ToListAsync(cancel))
        {
            notice.Settle(outcome, time.Now);
        }
    }
}
