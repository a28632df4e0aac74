using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Plans.Advice;

/// <summary>Whether those who may decide are there, and can be called.</summary>
internal static class PeopleAdvice
{
    public static IEnumerable<PlanAdvice> Of(Plan plan)
    {
        if (!plan.People.Any(one => one.Grants.Contains(GrantRole.IncidentManager)))
        {
            yield return PlanAdvice.Gap("people", "Nobody has the grant incident-manager, so nobody may override, merge, reopen or change this plan; give it to somebody.");
        }

        if (plan.People.Where(one => one.Grants.Contains(GrantRole.Legal)).ToList() is [var alone])
        {
            yield return PlanAdvice.Wish("people", $"Only {alone.Name} has the grant legal, so nobody decides a legal deadline while they are away; give it to a second person.");
        }

        // An operator keeps the bot running and a member only sees; neither is called in an incident.
        foreach (var person in plan.People.Where(one => one.Grants.Any(grant => grant is not (GrantRole.Operator or GrantRole.Member)) && plan.Contacts.All(contact => contact.Person != one.Handle)))
        {
            yield return PlanAdvice.Wish($"people, {person.Handle}", $"{person.Name} has a part and is no contact, so nobody can call or page them; add a contact with person: {person.Handle}.");
        }
    }
}
