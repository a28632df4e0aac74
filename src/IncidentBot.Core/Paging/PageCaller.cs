using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Plans;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging;

/// <summary>Tries the contacts of a page's level, each by their methods in turn, inside the unit of work of whoever asks.</summary>
public sealed class PageCaller(IncidentDb db, PlanBook plans, Outbox outbox, PageCards cards, IEnumerable<IOutsideChannel> outside, ShortCodes codes, PeopleDirectory people, Standings standings, IncidentTime time)
{
    internal const string InTheirInbox = "in their inbox";

    private readonly Dictionary<string, Person?> accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<(Id<Person>, Id<Organisation>), Standing> grants = [];

    /// <summary>How the keys of a page's lanes begin.</summary>
    internal static string Lanes(Page page) => $"page:{page.Id}:";

    /// <summary>Each method has one of its own: none waits for another.</summary>
    internal static string Lane(Page page, PageAttempt attempt) => $"{Lanes(page)}{attempt.Contact}:{attempt.Place}-{attempt.Method}";

    /// <summary>Does what the level has due: every contact's methods whose turn it is, and the next at once of whoever the others do not reach. False when nobody is left who may answer.</summary>
    public async Task<bool> CallAsync(Incident incident, Page page, IReadOnlyList<PageAttempt> before, CancellationToken cancel)
    {
        var plan = await plans.OfAsync(incident, cancel);
        var (reached, next) = (false, (DateTimeOffset?)null);
        foreach (var key in page.Ladder[page.Level].Contacts)
        {
            var tried = before.Where(one => one.Contact == key && one.Round == page.Round && one.Level == page.Level).ToList();
            var left = tried.Count == 0 ? before.Any(one => one.Contact == key && one.State is AttemptState.Declined) ? null : await BeginAsync(incident, page, plan, key, before, cancel) : await CarryOnAsync(incident, page, plan, key, tried, cancel);
            if (left is { } turn)
            {
                (reached, next) = (true, turn < next || next is null ? turn : next);
            }
        }

        page.WaitFor(next);
        return reached;
    }

    /// <summary>Tries a contact for the first time on this level. Answers when their next method has its turn, the end of time where none has, and null where nothing reaches them.</summary>
    private async Task<DateTimeOffset?> BeginAsync(Incident incident, Page page, Plan? plan, string key, IReadOnlyList<PageAttempt> before, CancellationToken cancel)
    {
        var contact = plan?.FindContact(key);
        var person = await PersonAsync(contact, cancel);
        if (!await MayKnowAsync(incident, page, person, cancel))
        {
            Pass(page, contact, key, person, "not let into this confidential incident");
            incident.Record("page-attempt", Actor.Bot, $"Page {page.Number}: {contact?.Name ?? key} is not let into this confidential incident and was passed; `page {key}` lets them in", new { page = page.Number, contact = key, level = page.Level + 1 });
            return null;
        }

        var turns = contact is null ? [] : ContactTurns.Of(contact, page.LevelAt ?? time.Now, method => Reaches(method, person));
        if (turns.Count == 0)
        {
            Pass(page, contact, key, person, "no channel that is set up here reaches them: call by hand");
            incident.Record("page-attempt", Actor.Bot, $"Page {page.Number}: no channel that is set up here reaches {contact?.Name ?? key}: call by hand", new { page = page.Number, contact = key, level = page.Level + 1 });
            return null;
        }

        PassOver(before, key);
        return await TakeAsync(incident, page, contact!, person, turns, turn => turn.After == TimeSpan.Zero, cancel);
    }

    /// <summary>Whoever said that they cannot is left alone.</summary>
    private async Task<DateTimeOffset?> CarryOnAsync(Incident incident, Page page, Plan? plan, string key, List<PageAttempt> tried, CancellationToken cancel)
    {
        if (plan?.FindContact(key) is not { } contact || tried.Any(one => one.Place == PageAttempt.Nowhere || one.State is AttemptState.Declined))
        {
            return tried.Any(one => one.MayBeAnswered) ? DateTimeOffset.MaxValue : null;
        }

        var person = await PersonAsync(contact, cancel);
        var (began, now) = (page.LevelAt ?? time.Now, time.Now);
        var left = ContactTurns.Of(contact, began, method => Reaches(method, person)).Where(turn => tried.All(one => one.Place != turn.Place)).ToList();
        var waits = tried.Any(one => one is { MayBeAnswered: true, Held: false });
        var at = waits || left.Count == 0 ? now - began : left[0].After > now - began ? left[0].After : now - began;
        return await TakeAsync(incident, page, contact, person, left, turn => turn.After <= at, cancel) ?? (tried.Any(one => one.MayBeAnswered) ? DateTimeOffset.MaxValue : null);
    }

    private async Task<DateTimeOffset?> TakeAsync(Incident incident, Page page, PlanContact contact, Person? person, IReadOnlyList<ContactTurn> turns, Func<ContactTurn, bool> due, CancellationToken cancel)
    {
        foreach (var turn in turns.Where(due))
        {
            await SendAsync(incident, page, new PageAttempt(page, contact.Key, contact.Name, person?.Id, turn.Place, turn.Method.Kind, turn.Method.Address, time.Now), cancel);
        }

        return turns.Count == 0 ? null : turns.FirstOrDefault(turn => !due(turn)) is { } next ? (page.LevelAt ?? time.Now) + next.After : DateTimeOffset.MaxValue;
    }

    /// <summary>An inbox is ours: it has the page with this very commit. What is outside follows, in a lane of its own.</summary>
    private async Task SendAsync(Incident incident, Page page, PageAttempt attempt, CancellationToken cancel)
    {
        db.Add(attempt);
        incident.Record("page-attempt", Actor.Bot, $"Page {page.Number}: trying {attempt.Name} by {attempt.Method} (level {page.Level + 1}, round {page.Round})", new { page = page.Number, contact = attempt.Contact, method = attempt.Method, level = page.Level + 1 });
        if (attempt is { Method: WebRooms.Platform, PersonId: { } person })
        {
            outbox.TellPrivately(incident, person, SendPageEffect.NoticeKey(attempt.Id), NoticeKind.Page, await cards.ForAsync(page, attempt, incident, cancel));
            attempt.Settle(AttemptState.Delivered, InTheirInbox, time.Now);
            return;
        }

        if (attempt.Method == PlanWords.TextMethod)
        {
            attempt.Seal(codes.New());
        }

        outbox.Queue(incident, OutsideMessages.Lanes + Lane(page, attempt), CallPageEffect.Name, new SendPageArguments(attempt.Id));
    }

    private void Pass(Page page, PlanContact? contact, string key, Person? person, string why)
    {
        var method = contact?.Methods.FirstOrDefault();
        var attempt = new PageAttempt(page, key, contact?.Name ?? key, person?.Id, PageAttempt.Nowhere, method?.Kind ?? "none", method?.Address, time.Now);
        attempt.Settle(AttemptState.Failed, why, time.Now);
        db.Add(attempt);
    }

    /// <summary>A try of an earlier round that still waits for its channel is not sent beside the new one.</summary>
    private void PassOver(IEnumerable<PageAttempt> before, string contact)
    {
        foreach (var waiting in before.Where(one => one.Contact == contact && one.State is AttemptState.Queued))
        {
            waiting.Settle(AttemptState.Failed, "not sent before the next round", time.Now);
        }
    }

    /// <summary>A page by name lets its person into a confidential incident, because whoever pages them means to. The plan's own escalation lets nobody in: it passes those who may not know, and those without an account.</summary>
    private async Task<bool> MayKnowAsync(Incident incident, Page page, Person? person, CancellationToken cancel)
    {
        if (person is not null && await SeesAsync(person.Id, incident, cancel))
        {
            return true;
        }

        if (page.Asked == Pager.PlansEscalation)
        {
            return person is null && !incident.Confidential;
        }

        if (person is not null)
        {
            await people.JoinAsync(incident, person.Id, time.Now, cancel);
        }

        return true;
    }

    /// <summary>Most see it by what they are at the client, which is the same for all its incidents: only for the others is this one looked at.</summary>
    private async Task<bool> SeesAsync(Id<Person> person, Incident incident, CancellationToken cancel)
    {
        if (!grants.TryGetValue((person, incident.OrganisationId), out var standing))
        {
            grants[(person, incident.OrganisationId)] = standing = await standings.InAsync(person, incident.OrganisationId, cancel);
        }

        // Another page of this unit of work may just have let them in.
        return PermissionTable.Sees(standing, incident.Confidential) || db.Participants.Local.Any(one => one.IncidentId == incident.Id && one.PersonId == person) || PermissionTable.Sees(await standings.OnAsync(person, incident, cancel), incident.Confidential);
    }

    private bool Reaches(ContactMethod method, Person? person) => method.Kind == WebRooms.Platform ? person is not null : outside.Any(channel => channel.Method == method.Kind);

    private async Task<Person?> PersonAsync(PlanContact? contact, CancellationToken cancel)
    {
        if (contact?.Person is not { } handle)
        {
            return null;
        }

        return accounts.TryGetValue(handle, out var known) ? known : accounts[handle] = await db.People.AsNoTracking().SingleOrDefaultAsync(one => one.Handle == handle, cancel);
    }
}
