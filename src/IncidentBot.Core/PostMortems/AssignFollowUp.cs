using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.PostMortems;

/// <summary>Gives a follow-up an owner and a date.</summary>
public sealed record AssignFollowUp(int Number, Id<Person> Owner, string? Due = null) : IIncidentVerb, IVerb<AssignFollowUp>
{
    public static Grammar<AssignFollowUp> Grammar => new("followup assign")
    {
        Arguments = ["number", "owner"],
        Summary = "Gives a follow-up an owner and a date.",
        Examples = ["followup assign 2 @sam --due 2026-12-15"],
    };

    public static Permission Needs => Permission.EditLessons;
}

public sealed class AssignFollowUpHandler(FollowUpBook followUps, PeopleDirectory people) : IHandle<AssignFollowUp>
{
    public async Task<Reply> HandleAsync(AssignFollowUp verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var item = await followUps.FindAsync(incident, verb.Number, cancel);
        var owner = await people.JoinableAsync(incident, verb.Owner, cancel);
        item.Assign(owner.Id, FollowUpBook.Due(verb.Due) ?? item.DueOn);
        incident.Record("followup-assigned", by, $"{by.Name} gave follow-up {item.Number} to {owner.Name}", new { followUp = item.Number, owner = owner.Pseudonym, due = item.DueOn });
        return Reply.Of($"{owner.Name} owns follow-up {item.Number}.");
    }
}
