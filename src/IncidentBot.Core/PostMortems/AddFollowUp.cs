using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.PostMortems;

/// <summary>Adds something to be improved after the incident.</summary>
public sealed record AddFollowUp(string Title, Id<Person>? Owner = null, string? Due = null) : IIncidentVerb, IVerb<AddFollowUp>
{
    public static Grammar<AddFollowUp> Grammar => new("followup add")
    {
        Rest = "title",
        Summary = "Adds something to be improved after the incident.",
        Examples = ["followup add enforce MFA for the backup console --owner @sam --due 2026-12-15"],
    };

    public static Permission Needs => Permission.EditLessons;
}

public sealed class AddFollowUpHandler(FollowUpBook followUps, PeopleDirectory people, IncidentDb db) : IHandle<AddFollowUp>
{
    public async Task<Reply> HandleAsync(AddFollowUp verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var title = Wording.Checked(verb.Title, "The follow-up", Limits.Title);
        var owner = verb.Owner is { } id ? await people.JoinableAsync(incident, id, cancel) : null;
        var item = new FollowUp(incident.Id, await followUps.NextNumberAsync(incident, cancel), title, owner?.Id, FollowUpBook.Due(verb.Due));
        db.Add(item);
        incident.Record("followup-added", by, $"{by.Name} added follow-up {item.Number}: {title}{(owner is null ? "" : $", owned by {owner.Name}")}{(item.DueOn is null ? "" : $", due {item.DueOn:yyyy-MM-dd}")}", new { followUp = item.Number, title, owner = owner?.Pseudonym, due = item.DueOn });
        return Reply.Of($"Follow-up {item.Number} is on the list{(owner is null ? (Prose)$"; it needs an owner before the incident can close: `followup assign {item.Number} @person`" : default)}.");
    }
}
