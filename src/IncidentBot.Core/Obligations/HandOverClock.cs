using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Obligations;

/// <summary>Hands a clock to a named legal owner, who keeps it when the incident closes.</summary>
public sealed record HandOverClock(string Clock, Id<Person> Person) : IIncidentVerb, IVerb<HandOverClock>
{
    public static Grammar<HandOverClock> Grammar => new("clock owner")
    {
        Arguments = ["clock", "person"],
        Summary = "Hands a clock to a named legal owner, who keeps it when the incident closes.",
        Examples = ["clock owner 5 @lena"],
    };

    public static Permission Needs => Permission.DecideLaw;
}

public sealed class HandOverClockHandler(ClockBook clocks, PeopleDirectory people, IncidentDb db, IncidentTime time) : IHandle<HandOverClock>
{
    public async Task<Reply> HandleAsync(HandOverClock verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var handed = await clocks.FindAsync(incident, verb.Clock, cancel);
        var owner = await people.JoinableAsync(incident, verb.Person, cancel);
        if (!await db.Grants.AnyAsync(grant => grant.PersonId == owner.Id && grant.OrganisationId == incident.OrganisationId && grant.Role == GrantRole.Legal, cancel))
        {
            throw ObligationRefusals.NotLegal(owner.Name);
        }

        foreach (var clock in handed)
        {
            clock.HandTo(owner.Id);
        }

        await people.JoinAsync(incident, owner.Id, time.Now, cancel);
        var titles = string.Join(", ", handed.Select(ClockWords.Cite));
        incident.Record("clock-handed-over", by, $"{by.Name} handed {titles} to {owner.Name}", new { clocks = handed.Select(clock => clock.RowId), owner = owner.Pseudonym });
        return Reply.Of($"{owner.Name} owns {titles}.");
    }
}
