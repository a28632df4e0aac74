using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Chat;

/// <summary>What one person's home shows: what waits for them, then what they can see.</summary>
/// <param name="Declare">The button that declares; null where they may declare nowhere.</param>
public sealed record Home(string Name, CardAction? Declare, IReadOnlyList<HomeNotice> Pages, IReadOnlyList<HomeNotice> Reminders, IReadOnlyList<HomeIncident> Incidents)
{
    /// <summary>How many there are beyond those that are listed.</summary>
    public int MorePages { get; init; }

    public int MoreReminders { get; init; }

    public int MoreIncidents { get; init; }
}

/// <summary>Something that waits for an answer, as a card with its buttons.</summary>
public sealed record HomeNotice(Id<Notice> Notice, IncidentReference Incident, Card Card, DateTimeOffset At);

/// <summary>An open incident. Of a confidential one the name is its code name, and no client is said.</summary>
public sealed record HomeIncident(IncidentReference Reference, string Name, string? Client, Severity Severity, IncidentState State, DateTimeOffset Since, bool Confidential, bool Drill);

/// <summary>Reads somebody's home.</summary>
public sealed class HomeBook(IncidentDb db, Standings standings, DeclarePlaces places, VerbCatalogue verbs)
{
    private const int MostNotices = 10;

    private const int MostIncidents = 25;

    /// <summary>Null for somebody who is not known.</summary>
    public async Task<Home?> OfAsync(Id<Person> person, CancellationToken cancel)
    {
        await using var held = await db.HoldAsync(cancel);
        if (await standings.FindAsync(person, cancel) is not { } reader)
        {
            return null;
        }

        var (pages, morePages) = await WaitingAsync(person, NoticeKind.Page, notice => notice.Key, cancel);
        // A clock reminds again and again; the newest says it all.
        var (reminders, moreReminders) = await WaitingAsync(person, NoticeKind.Reminder, notice => notice.Key[..(notice.Key.LastIndexOf(':') + 1)], cancel);
        var open = standings.Visible(person).AsNoTracking().Where(one => one.OutOfBandSince == null && one.State != IncidentState.Closed && one.State != IncidentState.Dismissed && one.State != IncidentState.Merged);
        var listed = await open.OrderBy(one => one.Severity).ThenByDescending(one => one.Number).Take(MostIncidents)
            .Join(db.Organisations, one => one.OrganisationId, organisation => organisation.Id, (one, organisation) => new { Incident = one, organisation.Name }).ToListAsync(cancel);
        var incidents = listed.OrderBy(row => row.Incident.Severity).ThenByDescending(row => row.Incident.Number)
            .Select(row => Shown(row.Incident, row.Name)).ToList();
        return new Home(reader.Name, await DeclareAsync(person, cancel), pages, reminders, incidents)
        {
            MorePages = morePages,
            MoreReminders = moreReminders,
            MoreIncidents = await open.CountAsync(cancel) - incidents.Count,
        };
    }

    private static HomeIncident Shown(Incident one, string client) =>
        new(one.Reference, one.Confidential ? one.CodeName : one.Title, one.Confidential ? null : client, one.Severity, one.State, one.DeclaredAt, one.Confidential, one.Drill);

    private async Task<(IReadOnlyList<HomeNotice> Listed, int More)> WaitingAsync(Id<Person> person, NoticeKind kind, Func<Notice, string> about, CancellationToken cancel)
    {
        var visible = standings.Visible(person).Where(one => one.OutOfBandSince == null);
        var waiting = await db.Notices.AsNoTracking().Where(notice => notice.PersonId == person && notice.Kind == kind && notice.SettledAt == null)
            .Join(visible, notice => notice.IncidentId, incident => incident.Id, (notice, incident) => new { Notice = notice, incident.Number }).ToListAsync(cancel);
        var newest = waiting.OrderByDescending(one => one.Notice.At).ThenByDescending(one => one.Notice.Id.Value).DistinctBy(one => about(one.Notice)).ToList();
        return ([.. newest.Take(MostNotices).Select(one => new HomeNotice(one.Notice.Id, new IncidentReference(one.Number), one.Notice.Card, one.Notice.At))], Math.Max(0, newest.Count - MostNotices));
    }

    private async Task<CardAction?> DeclareAsync(Id<Person> person, CancellationToken cancel)
    {
        if ((await places.OfAsync(person, cancel)).Count == 0)
        {
            return null;
        }

        var (name, _) = verbs.Json.Serialize(new DeclareIncident(""));
        return new CardAction("Declare an incident", name, "{}", "", null, null) { Primary = true, Form = name };
    }
}
