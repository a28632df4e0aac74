using IncidentBot.Core.Incidents;
using IncidentBot.Core.Plans;

namespace IncidentBot.Core.Paging;

/// <summary>Who is tried, in which order, for a role or a contact of the plan.</summary>
public static class PageLadders
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    /// <summary>A role climbs from whoever is on call through its contact and the deputies; a contact stands alone. Null when the plan knows neither.</summary>
    public static IReadOnlyList<PageLevel>? For(Plan plan, string asked, DateTimeOffset at)
    {
        if (plan.Roles.FirstOrDefault(role => Same(role.Name, asked)) is { } known)
        {
            return [.. known.Holders(at).Select(contact => new PageLevel([contact], WaitFor(plan.FindContact(contact))))];
        }

        return plan.Contacts.FirstOrDefault(contact => Same(contact.Key, asked)) is { } one ? [new PageLevel([one.Key], WaitFor(one))] : null;
    }

    /// <summary>Who is paged when an incident of this severity is declared, as the plan's escalation says.</summary>
    public static IReadOnlyList<PageLevel> OnDeclare(Plan plan, Severity severity, DateTimeOffset at) =>
        plan.Escalation.FirstOrDefault(rule => rule.Severities.Contains((int)severity)) is { } rule
            ? [.. rule.Levels.Select(level => new PageLevel([.. level.Page.Select(who => plan.Roles.FirstOrDefault(role => Same(role.Name, who))?.First(at) ?? who).Distinct()], level.Wait))]
            : [];

    /// <summary>Long enough for the last of their methods to have its turn and be answered.</summary>
    private static TimeSpan WaitFor(PlanContact? contact) => contact is null ? Wait : Wait + (contact.Methods.Max(method => method.After) - contact.Methods.Min(method => method.After));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
