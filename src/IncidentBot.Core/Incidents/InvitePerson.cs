using IncidentBot.Core.Chat;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Find;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Lets somebody into the incident and tells them.</summary>
public sealed record InvitePerson(Id<Person> Person) : IIncidentVerb, IVerb<InvitePerson>
{
    public static Grammar<InvitePerson> Grammar => new("invite")
    {
        Arguments = ["person"],
        Summary = "Lets somebody into the incident and tells them.",
        Examples = ["invite @evan"],
    };

    public static Permission Needs => Permission.ManagePeople;
}

public sealed class InvitePersonHandler(PeopleDirectory people, Outbox outbox, OutsideNotices outside, IncidentTime time, VerbCatalogue verbs) : IHandle<InvitePerson>
{
    public async Task<Reply> HandleAsync(InvitePerson verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var person = await people.JoinableAsync(incident, verb.Person, cancel);
        if ((await people.JoinAsync(incident, person.Id, time.Now, cancel)).JoinedAt != time.Now)
        {
            throw IncidentRefusals.AlreadyIn(incident, person.Name);
        }

        incident.Record("invited", by, $"{by.Name} invited {person.Name}", new { person = person.Pseudonym });
        var key = $"invited:{incident.Id}";
        await outside.TellAsync(incident, [person], NoticeKind.Invitation, key, key, cancel);
        outbox.TellPrivately(incident, person.Id, key, NoticeKind.Invitation, new Card(
            $"You are invited to {incident.PublicName}", $"{incident.CodeName}: you are invited. Open IncidentBot.",
            [new CardFact("Severity", incident.Severity.Words()), new CardFact("By", by.Name)], [], [verbs.Action("See the status", new ShowStatus(), incident)]));
        return Reply.Of($"{person.Name} is in {incident.Reference}.");
    }
}
