using IncidentBot.Core.Data;
using IncidentBot.Core.Find;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Paging;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Verbs;

/// <summary>Lets a verb through to its handler, or refuses it: who sends it, which incident or client it is about (locked, where it may change something), and what that person may do there.</summary>
public sealed class Admission(IncidentDb db, Standings standings, ContactPeople contacts)
{
    public async Task<(Incident? Incident, Organisation? Organisation, Actor By)> AdmitAsync(VerbEntry entry, VerbRequest request, CancellationToken cancel)
    {
        if (request.Answers is { } attempt)
        {
            return await ByTicketAsync(entry, request.Incident!.Value, attempt, cancel);
        }

        if (entry.OnIncident)
        {
            RefuseBeyond(entry, request.Only, request.Incident, (request.Verb as ITwoIncidentVerb)?.Other);
            var incident = request is { Person: not null, Incident: { } reference } ? await IncidentAsync(request, reference, entry.Reads, cancel) : null;
            return (incident, null, await OnAsync(entry, request.Person, request.Incident, incident, request.Chat, request.InChat, cancel));
        }

        var somebody = await standings.FindAsync(request.Person, cancel) ?? Stranger(request) ?? throw VerbRefusals.Nobody();
        somebody = somebody with { Chat = request.Chat, InChat = request.InChat, Room = request.Incident };
        RefuseBeyond(entry, request.Only, null, null);
        if (request is { Verb: IClientVerb { Client: null }, Incident: { } room })
        {
            return await InRoomAsync(entry, request, room, cancel);
        }

        if (entry.InOrganisation)
        {
            var organisation = await OrganisationAsync(((IOrganisationVerb)request.Verb).Client, somebody.Person!.Value, cancel);
            var by = somebody with { Standing = await standings.InAsync(somebody.Person!.Value, organisation.Id, cancel) };
            return PermissionTable.Of(entry.Needs, by.Standing) is Access.Yes ? (null, organisation, by) : throw VerbRefusals.NotAllowed(entry.Needs);
        }

        return (null, null, await AnywhereAsync(entry, somebody, cancel));
    }

    /// <summary>Whether somebody may use a verb, before it is said: for the form that asks for its words. Nothing is locked, and in which organisation is not known yet.</summary>
    public async Task<(Incident? Incident, Actor By)> LookAsync(VerbEntry entry, Id<Person>? person, IncidentReference? named, IncidentReference? only, bool inChat, CancellationToken cancel)
    {
        RefuseBeyond(entry, only, named, null);
        if (!entry.OnIncident && !(entry.ForClient && named is not null))
        {
            var somebody = await standings.FindAsync(person, cancel) ?? throw VerbRefusals.Nobody();
            return (null, entry.InOrganisation ? somebody : await AnywhereAsync(entry, somebody, cancel));
        }

        var incident = named is { } reference ? await db.Incidents.AsNoTracking().SingleOrDefaultAsync(one => one.Number == reference.Number, cancel) : null;
        return (incident, await OnAsync(entry, person, named, incident, null, inChat, cancel));
    }

    /// <summary>Who answers a page from outside is whoever was paged, and for that page alone: whatever else they may do is done signed in.</summary>
    private async Task<(Incident? Incident, Organisation? Organisation, Actor By)> ByTicketAsync(VerbEntry entry, IncidentReference reference, Id<PageAttempt> id, CancellationToken cancel)
    {
        var incident = await db.LockIncidentAsync(reference.Number, cancel) ?? throw VerbRefusals.NoSuchIncident(reference);
        var attempt = await db.PageAttempts.SingleOrDefaultAsync(one => one.Id == id && one.IncidentId == incident.Id, cancel) ?? throw VerbRefusals.NoSuchIncident(reference);
        if (entry.Needs is not Permission.AnswerPage)
        {
            throw VerbRefusals.NotAllowed(entry.Needs);
        }

        var handle = await db.People.Where(one => one.Id == attempt.PersonId).Select(one => one.Handle).SingleOrDefaultAsync(cancel);
        var person = await contacts.ActsAsAsync(incident.OrganisationId, attempt.Contact, attempt.Name, handle, cancel);
        foreach (var own in await db.PageAttempts.Where(one => one.PageId == attempt.PageId && one.Contact == attempt.Contact).ToListAsync(cancel))
        {
            own.IsBy(person.Id);
        }

        // What follows looks for whose page it is.
        await db.SaveChangesAsync(cancel);
        return (incident, null, new Actor(person.Id, person.Name, person.Pseudonym, Standing.Contact) { Via = attempt.Way });
    }

    /// <summary>In an incident's room its client is meant.</summary>
    private async Task<(Incident? Incident, Organisation? Organisation, Actor By)> InRoomAsync(VerbEntry entry, VerbRequest request, IncidentReference room, CancellationToken cancel)
    {
        var incident = await IncidentAsync(request, room, reads: true, cancel);
        var by = await OnAsync(entry, request.Person, room, incident, request.Chat, request.InChat, cancel);
        return (incident, await db.Organisations.AsNoTracking().SingleAsync(one => one.Id == incident!.OrganisationId, cancel), by);
    }

    /// <summary>What is about no organisation in particular may be done by whoever has the right in any.</summary>
    private async Task<Actor> AnywhereAsync(VerbEntry entry, Actor somebody, CancellationToken cancel)
    {
        if (entry.Needs is Permission.None)
        {
            return somebody;
        }

        var by = somebody with { Standing = somebody.Person is { } person ? await standings.AnywhereAsync(person, cancel) : Standing.None };
        return PermissionTable.Of(entry.Needs, by.Standing) is Access.Yes ? by : throw VerbRefusals.NotAllowed(entry.Needs);
    }

    /// <summary>What somebody is in an incident is one look, so it waits until the incident is known. Who is nobody hears that first, and what they may not see answers as what is not there.</summary>
    private async Task<Actor> OnAsync(VerbEntry entry, Id<Person>? person, IncidentReference? named, Incident? incident, ChatIdentity? chat, bool inChat, CancellationToken cancel)
    {
        var by = (incident is null ? await standings.FindAsync(person, cancel) : await standings.FindAsync(person, incident, cancel)) ?? throw VerbRefusals.Nobody();
        var reference = named ?? throw VerbRefusals.WhichIncident();
        if (incident is null || !PermissionTable.Sees(by.Standing, incident.Confidential))
        {
            throw VerbRefusals.NoSuchIncident(reference);
        }

        if (inChat && incident.OutOfBandSince is not null)
        {
            throw incident.OutOfBandSilently ? VerbRefusals.NoSuchIncident(reference) : VerbRefusals.Elsewhere(reference);
        }

        return PermissionTable.Of(entry.Needs, by.Standing) is Access.No ? throw VerbRefusals.NotAllowed(entry.Needs) : by with { Chat = chat, InChat = inChat };
    }

    private async Task<Incident?> IncidentAsync(VerbRequest request, IncidentReference reference, bool reads, CancellationToken cancel)
    {
        if (reads)
        {
            return await db.Incidents.AsNoTracking().SingleOrDefaultAsync(one => one.Number == reference.Number, cancel);
        }

        Incident? named = null;
        int[] numbers = request.Verb is ITwoIncidentVerb two ? [reference.Number, two.Other.Number] : [reference.Number];
        foreach (var number in numbers.Distinct().Order())
        {
            var locked = await db.LockIncidentAsync(number, cancel);
            named = number == reference.Number ? locked : named;
        }

        return named;
    }

    private async Task<Organisation> OrganisationAsync(string? client, Id<Person> person, CancellationToken cancel)
    {
        var mine = await db.Organisations.Where(one => db.Grants.Any(grant => grant.PersonId == person && grant.OrganisationId == one.Id)).OrderBy(one => one.Slug).ToListAsync(cancel);
        if (client is not null)
        {
            return mine.SingleOrDefault(one => string.Equals(one.Slug, client, StringComparison.OrdinalIgnoreCase)) ?? throw VerbRefusals.NoSuchClient(client);
        }

        var clients = mine.Where(one => one.Kind is OrganisationKind.Client).ToList();
        return clients.Count == 1 ? clients[0] : throw VerbRefusals.WhichClient([.. clients.Select(one => one.Slug)]);
    }

    /// <summary>Somebody who is nobody here may say who they are, and nothing else.</summary>
    private static Actor? Stranger(VerbRequest request) => request is { Verb: IChatVerb, Chat: { } chat } ? new Actor(null, chat.Name, "nobody", Standing.None) : null;

    /// <summary>Who came by an invitation is in that incident alone, whatever rights the person has elsewhere: others answer as missing ones.</summary>
    private static void RefuseBeyond(VerbEntry entry, IncidentReference? only, IncidentReference? named, IncidentReference? other)
    {
        if (only is not { } mine)
        {
            return;
        }

        if (!entry.OnIncident && entry.VerbType != typeof(ShowHelp))
        {
            throw VerbRefusals.OnlyThat(mine);
        }

        if (entry.OnIncident && named is { } one && one != mine)
        {
            throw VerbRefusals.NoSuchIncident(one);
        }

        if (other is { } two && two != mine)
        {
            throw VerbRefusals.NoSuchIncident(two);
        }
    }
}
