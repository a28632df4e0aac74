namespace IncidentBot.Core.Plans.Advice;

/// <summary>Whether the parts that every response has are given to somebody, and to somebody else when they sleep.</summary>
internal static class RoleAdvice
{
    public static IEnumerable<PlanAdvice> Of(Plan plan)
    {
        if (plan.FindRole(PlanWords.ManagerRole) is null)
        {
            yield return PlanAdvice.Gap("roles", "There is no role incident-manager, so it is not said who leads; add incident-manager: {contact: …}.");
        }

        if (plan.FindRole(PlanWords.PartnerRole) is null)
        {
            yield return PlanAdvice.Wish("roles", "There is no role partner, so call-in has nobody to call; add partner: {contact: …} with the firm that helps out.");
        }

        foreach (var role in plan.Roles.Where(one => one.Schedule is not null && one.Heard.Count == 0))
        {
            yield return PlanAdvice.Gap($"roles, {role.Name}", $"No contact is known to be on call by PagerDuty's schedule {role.Schedule}, so {plan.FindContact(role.Contact)!.Name} is called first; see that doctor finds PagerDuty well, that the ID is right, and that whoever takes turns has the mail address of their PagerDuty account in the plan.");
        }

        // A desk is somebody at any hour; a single person is not.
        foreach (var role in plan.Roles.Where(one => one.Deputies.Count == 0))
        {
            if (plan.FindContact(role.Contact) is { Person: not null } alone)
            {
                yield return new PlanAdvice(role.Name is PlanWords.ManagerRole or PlanWords.LegalRole ? AdviceWeight.Gap : AdviceWeight.Advice, $"roles, {role.Name}", $"Nobody stands in for {alone.Name}; add deputies, such as deputies: [{Other(plan, role)}].");
            }
        }
    }

    private static string Other(Plan plan, PlanRole role) => plan.Contacts.FirstOrDefault(one => one.Key != role.Contact && one.Kind == plan.FindContact(role.Contact)!.Kind)?.Key ?? "key of a contact";
}
