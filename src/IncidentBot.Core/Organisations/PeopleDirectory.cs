using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Organisations;

/// <summary>Finds people: by what they are called, and who may be let into an incident.</summary>
public sealed class PeopleDirectory(IncidentDb db, Standings standings)
{
    private const int LongestHandle = 40;

    public async Task<IReadOnlyDictionary<Id<Person>, string>> NamesAsync(IEnumerable<Id<Person>?> ids, CancellationToken cancel)
    {
        var wanted = ids.OfType<Id<Person>>().Distinct().ToList();
        return wanted.Count == 0 ? new Dictionary<Id<Person>, string>() : await db.People.AsNoTracking().Where(person => wanted.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
    }

    /// <summary>Somebody with a part at the incident's client or employed by a provider. Others are answered as if they did not exist.</summary>
    public async Task<Person> JoinableAsync(Incident incident, Id<Person> id, CancellationToken cancel) =>
        await Joinable(incident.OrganisationId).AsNoTracking().SingleOrDefaultAsync(person => person.Id == id, cancel) ?? throw IncidentRefusals.NobodyCalled("that");

    public IQueryable<Person> Joinable(Id<Organisation> organisation) => db.People.Where(person =>
        db.Grants.Any(grant => grant.PersonId == person.Id && grant.OrganisationId == organisation)
        || standings.ActiveProviders.Any(one => one.Id == person.Id));

    /// <summary>Who holds a role in an organisation.</summary>
    public Task<List<Person>> HoldersAsync(Id<Organisation> organisation, GrantRole[] roles, CancellationToken cancel) =>
        db.People.AsNoTracking().Where(person => db.Grants.Any(grant => grant.PersonId == person.Id && grant.OrganisationId == organisation && roles.Contains(grant.Role))).OrderBy(person => person.Handle).ToListAsync(cancel);

    /// <summary>Nobody gets a handle that is somebody else's: a second sam is sam-2.</summary>
    public async Task<string> FreeHandleAsync(string wish, CancellationToken cancel)
    {
        var plain = new string([.. wish.Split('@')[0].ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]).Trim('-');
        plain = plain.Length == 0 ? "person" : plain[..Math.Min(plain.Length, LongestHandle)].TrimEnd('-');
        for (var number = 1; ; number++)
        {
            var handle = number == 1 ? plain : $"{plain}-{number}";
            if (!await db.People.AnyAsync(one => one.Handle == handle, cancel))
            {
                return handle;
            }
        }
    }

    /// <summary>Lets somebody into an incident, or answers the part they have already.</summary>
    public async Task<IncidentParticipant> JoinAsync(Incident incident, Id<Person> person, DateTimeOffset at, CancellationToken cancel)
    {
        var part = await db.Participants.FindAsync([incident.Id, person], cancel);
        if (part is null)
        {
            part = new IncidentParticipant(incident.Id, person, at);
            db.Add(part);
        }

        return part;
    }
}
