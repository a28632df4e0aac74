namespace IncidentBot.Core.Plans.Advice;

/// <summary>Whether contacts can be reached, and whether those are there whom every incident may need.</summary>
internal static class ContactAdvice
{
    private static readonly (string Kind, string Mend)[] Needed =
    [
        ("legal", "add counsel, or the firm that the insurer pays for"),
        ("law-enforcement", "add the police office that takes cyber crime, so that its number is there at night"),
        ("pr", "add whoever speaks to the press for the client"),
    ];

    public static IEnumerable<PlanAdvice> Of(Plan plan, PlanCircumstances now)
    {
        foreach (var (kind, mend) in Needed.Where(one => plan.Contacts.All(contact => contact.Kind != one.Kind)))
        {
            yield return PlanAdvice.Gap("contacts", $"There is no contact of the kind {kind}; {mend}.");
        }

        if (plan.Insurance is not null && plan.Contacts.All(contact => contact.Kind != "insurer"))
        {
            yield return PlanAdvice.Gap("contacts", "There is no contact of the kind insurer, although there is a policy; add the desk that takes claims.");
        }

        if (plan.Contacts.Where(one => !one.Methods.Any(method => now.Channels.Contains(method.Kind))).ToList() is { Count: > 0 } mute)
        {
            var methods = mute.SelectMany(one => one.Methods).Select(one => one.Kind).Distinct().Order(StringComparer.Ordinal);
            yield return PlanAdvice.Gap($"contacts, {Keys(mute)}", $"A page reaches nobody here, because none of the methods that are named ({string.Join(", ", methods)}) is set up in this bot; set one up, add a method that is, or expect to call by hand.");
        }

        foreach (var contact in plan.Contacts.Where(one => !IsNamed(plan, one)))
        {
            yield return PlanAdvice.Wish($"contacts, {contact.Key}", $"Nothing refers to {contact.Name}; name the contact in a role, in the escalation or in the insurance, or take it out.");
        }

        if (plan.Contacts.Where(one => one.Languages.Count == 0).ToList() is { Count: > 0 } silent)
        {
            yield return PlanAdvice.Wish($"contacts, {Keys(silent)}", "No languages are named, so whoever calls does not know which one to try; add languages, such as [en, de].");
        }

        if (plan.Contacts.Where(one => one.Hours is null).ToList() is { Count: > 0 } timeless)
        {
            yield return PlanAdvice.Wish($"contacts, {Keys(timeless)}", "No hours are named, so nobody knows when to expect an answer; add hours, such as Mon-Fri 08:00-18:00.");
        }
    }

    /// <summary>Hours that only people can read.</summary>
    public static IEnumerable<PlanAdvice> Unreadable(Plan plan) =>
        plan.Contacts.Where(one => one.Hours is not null && one.Working is null)
            .Select(one => PlanAdvice.Wish($"contacts, {one.Key}", $"The bot cannot read the hours \"{one.Hours}\", so reminders and tests come at any hour; begin them with days and times, such as Mon-Fri 08:00-18:00, or with around the clock."));

    /// <summary>Whoever did not answer a test will hardly answer a page.</summary>
    public static IEnumerable<PlanAdvice> Unreached(Plan plan, PlanCircumstances now) =>
        now.Unreached.Where(check => plan.FindContact(check.Contact)?.Methods.Any(method => method.Kind == check.Method && method.Address == check.Address) is true)
            .Select(check => PlanAdvice.Gap($"contacts, {check.Contact}", $"{check.Name} did not confirm the test by {check.Method} ({check.Answer}, {check.EndedAt:yyyy-MM-dd}); ask them, mend the address, and send another with `contact verify {check.Contact}`."));

    /// <summary>A method that waits longer than its contact has is never used.</summary>
    public static IEnumerable<PlanAdvice> NeverUsed(Plan plan) =>
        from contact in plan.Contacts
        let longest = contact.Methods.Max(method => method.After) - contact.Methods.Min(method => method.After)
        let shortest = plan.Escalation.SelectMany(rule => rule.Levels).Where(level => level.Page.Any(who => who == contact.Key || plan.FindRole(who) is { } role && (role.Contact == contact.Key || role.OnCall?.Order.Contains(contact.Key) is true))).Select(level => level.Wait).DefaultIfEmpty(TimeSpan.MaxValue).Min()
        where longest >= shortest
        select PlanAdvice.Gap($"contacts, {contact.Key}", $"A method waits {PlanThings.Span(longest)} for its turn, and a level of the escalation gives {contact.Name} only {PlanThings.Span(shortest)}; make 'after' shorter or the level's wait longer.");

    /// <summary>Police and authorities are called by hand and need no part.</summary>
    private static bool IsNamed(Plan plan, PlanContact contact) =>
        contact.Kind is "law-enforcement" or "regulator"
        || plan.Roles.Any(role => role.Contact == contact.Key || role.Deputies.Contains(contact.Key) || role.OnCall is { } turns && (turns.Order.Contains(contact.Key) || turns.Overrides.Any(one => one.Contact == contact.Key)) || role.Schedule is not null && HasMail(plan, contact))
        || plan.Escalation.Any(rule => rule.Levels.Any(level => level.Page.Contains(contact.Key)))
        || plan.Insurance is { } policy && (policy.Contact == contact.Key || policy.Panel.Contains(contact.Key));

    /// <summary>By their mail PagerDuty can say that it is their turn.</summary>
    private static bool HasMail(Plan plan, PlanContact contact) => contact.Methods.Any(one => one.Kind == PlanWords.MailMethod) || plan.People.Any(one => one.Handle == contact.Person && one.Mail is not null);

    private static string Keys(IEnumerable<PlanContact> contacts) => string.Join(", ", contacts.Select(one => one.Key));
}
