using IncidentBot.Core.Chat;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Plans;

/// <summary>What may be changed in the folder of plans alone, or by counsel alone, and not by whoever manages one client: who somebody is in the whole installation, the operator's rights, and what the law knows of the client.</summary>
internal static class PlanBounds
{
    /// <param name="before">As it stands.</param>
    /// <param name="after">As it would be.</param>
    /// <param name="by">What its sender is at the client.</param>
    /// <param name="ofProvider">Whether the provider employs its sender.</param>
    public static IEnumerable<Prose> Crossed(Plan before, Plan after, Standing by, bool ofProvider)
    {
        if (after.Provider != before.Provider)
        {
            yield return $"The provider stays {before.Provider.Name} ({before.Provider.Slug}): the operator changes it in the file.";
        }

        foreach (var person in after.People)
        {
            var was = before.People.FirstOrDefault(one => one.Handle == person.Handle);
            foreach (var crossed in Crossed(was, person, by))
            {
                yield return crossed;
            }

            if (was is null && person.Employer is PlanEmployer.Provider && !ofProvider)
            {
                yield return $"@{person.Handle} would be one of {after.Provider.Name}'s people, and those are added by somebody who works there.";
            }
        }

        if ((by & Standing.Legal) == 0 && Words(before) != Words(after))
        {
            yield return $"What stands under legal is counsel's: somebody with the grant legal imports a plan that changes it, or the operator changes it in the file.";
        }
    }

    private static IEnumerable<Prose> Crossed(PlanPerson? was, PlanPerson person, Standing by)
    {
        var gained = person.Grants.Except(was?.Grants ?? []).ToList();
        if (gained.Contains(GrantRole.Operator))
        {
            yield return $"@{person.Handle} cannot be made an operator from here: the operator changes it in the file.";
        }

        if (gained.Contains(GrantRole.Legal) && (by & Standing.Legal) == 0)
        {
            yield return $"@{person.Handle} can get the grant legal only from somebody who has it, or in the file.";
        }

        // An account decides who acts with somebody's rights, at other clients too.
        if ((was is not null || person.Employer is PlanEmployer.Provider) && (Other(was?.Slack, person.Slack) || Other(was?.Teams, person.Teams)))
        {
            yield return $"The account of @{person.Handle} in Slack or Teams is changed by the operator in the file, or by themselves with `link`.";
        }
    }

    private static bool Other(string? was, string? now) => now is not null && now != was;

    private static string Words(Plan plan) => string.Join('\n', PlanThings.Law(plan).SelectMany(thing => thing.Parts.Select(part => $"{thing.Name}: {part.Key} {part.Value}")));
}
