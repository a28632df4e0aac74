using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging;

/// <summary>Starts pages, climbs their ladders and ends them, inside the unit of work of whoever asks.</summary>
public sealed class Pager(IncidentDb db, PlanBook plans, Outbox outbox, IEnumerable<IPageChannel> channels, IEnumerable<IOutsideChannel> outside, PageCards pageCards, PeopleDirectory people, Standings standings, IncidentTime time)
{
    /// <summary>What a page is called that the plan's escalation starts.</summary>
    public const string PlansEscalation = "the plan's escalation";

    public async Task<Page> StartAsync(Incident incident, string asked, string message, IReadOnlyList<PageLevel> ladder, Actor by, CancellationToken cancel)
    {
        var number = await db.Pages.CountAsync(page => page.IncidentId == incident.Id, cancel) + db.Pages.Local.Count(page => page.IncidentId == incident.Id && db.Entry(page).State is EntityState.Added) + 1;
        var page = new Page(incident.Id, number, asked, message, ladder, by.Person, time.Now);
        db.Add(page);
        incident.Record("page-started", by, $"{by.Name} paged {asked} (page {number}): {message}", new { page = number, asked, message, ladder = ladder.Select(level => level.Contacts) });
        await ClimbAsync(incident, page, cancel);
        return page;
    }

    /// <summary>Tries the next level. A level that nobody can be reached on is passed at once.</summary>
    public async Task ClimbAsync(Incident incident, Page page, CancellationToken cancel)
    {
        var plan = await plans.OfAsync(incident, cancel);
        while (page.Open)
        {
            if (page.Climb(time.Now) is not { } level)
            {
                incident.Record("page-exhausted", Actor.Bot, $"Nobody acknowledged page {page.Number} ({page.Asked}) in {Page.Rounds} rounds: call by hand", new { page = page.Number });
                return;
            }

            var reached = false;
            foreach (var contact in level.Contacts)
            {
                reached |= await TryAsync(incident, page, plan, contact, cancel);
            }

            if (reached)
            {
                return;
            }
        }
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

        incident.Record("page-acknowledged", by, $"{by.Name} acknowledged page {page.Number} ({page.Asked})", new { page = page.Number });
        await SettleNoticesAsync(page, $"{by.Name} has it", cancel);
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

        incident.Record("page-declined", by, $"{by.Name} declined page {page.Number}{(because is null ? "" : $": {because}")}", new { page = page.Number, because });
        if (!attempts.Any(one => one.Round == page.Round && one.Level == page.Level && one.MayBeAnswered))
        {
            await ClimbAsync(incident, page, cancel);
        }

        return true;
    }

    /// <summary>Ends every open page of an incident that is over.</summary>
    public async Task StopAllAsync(Incident incident, string because, CancellationToken cancel)
    {
        var open = await db.Pages.Where(page => page.IncidentId == incident.Id && page.State == PageState.Paging).ToListAsync(cancel);

        // A merge in this unit of work may have moved some of them to the survivor, where they go on.
        foreach (var page in open.Where(page => page.IncidentId == incident.Id))
        {
            page.End(PageState.Stopped, null, time.Now);
            await SettleNoticesAsync(page, because, cancel);
        }
    }

    public async Task<List<PageAttempt>> AttemptsAsync(Page page, CancellationToken cancel)
    {
        var stored = await db.PageAttempts.Where(attempt => attempt.PageId == page.Id).ToListAsync(cancel);
        return [.. stored.Union(db.PageAttempts.Local.Where(attempt => attempt.PageId == page.Id))];
    }

    /// <summary>A merged incident's page goes on in the survivor: its tries, what is still to be sent and its notices follow, and their buttons answer there.</summary>
    public async Task MoveNoticesAsync(Page page, Incident to, CancellationToken cancel)
    {
        var (inside, outsideLanes) = (Lanes(page), OutsideMessages.Lanes + Lanes(page));
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

    /// <summary>A page by name lets its person into a confidential incident, because whoever pages them means to. The plan's own escalation lets nobody in: it passes those who may not know, and those without an account.</summary>
    private async Task<bool> MayKnowAsync(Incident incident, Page page, Person? person, CancellationToken cancel)
    {
        if (person is not null && PermissionTable.Sees(await standings.OnAsync(person.Id, incident, cancel), incident.Confidential))
        {
            return true;
        }

        if (page.Asked == PlansEscalation)
        {
            return person is null && !incident.Confidential;
        }

        if (person is not null)
        {
            await people.JoinAsync(incident, person.Id, time.Now, cancel);
        }

        return true;
    }

    /// <summary>Tries a contact by every method that is set up here, each by itself. False when none reaches them.</summary>
    private async Task<bool> TryAsync(Incident incident, Page page, Plan? plan, string key, CancellationToken cancel)
    {
        var contact = plan?.Contacts.FirstOrDefault(one => one.Key == key);
        var handle = contact?.Person;
        var person = handle is null ? null : await db.People.AsNoTracking().SingleOrDefaultAsync(one => one.Handle == handle, cancel);
        var name = contact?.Name ?? key;
        var methods = contact?.Methods.Distinct().Index().Where(one => Reaches(one.Item, person)).ToList() ?? [];
        if (!await MayKnowAsync(incident, page, person, cancel))
        {
            Fail("not let into this confidential incident");
            incident.Record("page-attempt", Actor.Bot, $"Page {page.Number}: {name} is not let into this confidential incident and was passed; `page {key}` lets them in", new { page = page.Number, contact = key, level = page.Level + 1 });
            return false;
        }

        if (methods.Count == 0)
        {
            Fail("no channel that is set up here reaches them: call by hand");
            incident.Record("page-attempt", Actor.Bot, $"Page {page.Number}: no channel that is set up here reaches {name}: call by hand", new { page = page.Number, contact = key, level = page.Level + 1 });
            return false;
        }

        await PassOverAsync(page, key, cancel);
        foreach (var (place, method) in methods)
        {
            Send(incident, page, new PageAttempt(page, key, name, person?.Id, method.Kind, method.Address, time.Now), place);
        }

        return true;

        void Fail(string why)
        {
            var attempt = new PageAttempt(page, key, name, person?.Id, (methods.FirstOrDefault().Item ?? contact?.Methods.FirstOrDefault())?.Kind ?? "none", methods.FirstOrDefault().Item?.Address, time.Now);
            attempt.Settle(AttemptState.Failed, why, time.Now);
            db.Add(attempt);
        }
    }

    private bool Reaches(ContactMethod method, Person? person) =>
        channels.Any(channel => channel.Method == method.Kind) ? method.Kind != WebRooms.Platform || person is not null : outside.Any(channel => channel.Method == method.Kind);

    private static string Lanes(Page page) => $"page:{page.Id}:";

    /// <param name="incident">Locked.</param>
    /// <param name="page">The page that is tried.</param>
    /// <param name="attempt">The try.</param>
    /// <param name="place">Of the method among the contact's own: each has its lane.</param>
    private void Send(Incident incident, Page page, PageAttempt attempt, int place)
    {
        db.Add(attempt);
        incident.Record("page-attempt", Actor.Bot, $"Page {page.Number}: trying {attempt.Name} by {attempt.Method} (level {page.Level + 1}, round {page.Round})", new { page = page.Number, contact = attempt.Contact, method = attempt.Method, level = page.Level + 1 });
        var lane = $"{Lanes(page)}{attempt.Contact}:{place}-{attempt.Method}";
        var inside = channels.Any(channel => channel.Method == attempt.Method);
        outbox.Queue(incident, inside ? lane : OutsideMessages.Lanes + lane, inside ? SendPageEffect.Name : CallPageEffect.Name, new SendPageArguments(attempt.Id));
    }

    /// <summary>A try of an earlier round that still waits for its channel is not sent beside the new one.</summary>
    private async Task PassOverAsync(Page page, string contact, CancellationToken cancel)
    {
        foreach (var waiting in (await AttemptsAsync(page, cancel)).Where(one => one.Contact == contact && one.State is AttemptState.Queued))
        {
            waiting.Settle(AttemptState.Failed, "not sent before the next round", time.Now);
        }
    }

    private async Task SettleNoticesAsync(Page page, string outcome, CancellationToken cancel)
    {
        foreach (var attempt in await AttemptsAsync(page, cancel))
        {
            await SettleNoticeAsync(attempt, outcome, cancel);
        }
    }

    private async Task SettleNoticeAsync(PageAttempt attempt, string outcome, CancellationToken cancel)
    {
        var key = SendPageEffect.NoticeKey(attempt.Id);
        foreach (var notice in await db.Notices.Where(notice => notice.Key == key).ToListAsync(cancel))
        {
            notice.Settle(outcome, time.Now);
        }
    }
}
