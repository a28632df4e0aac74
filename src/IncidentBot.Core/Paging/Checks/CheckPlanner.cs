using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging.Checks;

/// <summary>Plans tests of a client's contacts: when somebody asks for it, and by the rhythm that the plan gives.</summary>
public sealed class CheckPlanner(IncidentDb db, PlanBook plans, IEnumerable<ITestChannel> channels, IncidentTime time)
{
    /// <summary>Plans a test of every way to reach these contacts that can carry one and is not being tested, each in their next working hour. In the caller's unit of work.</summary>
    public async Task<IReadOnlyList<ContactCheck>> PlanAsync(Id<Organisation> client, Plan plan, IEnumerable<PlanContact> contacts, Id<Person>? by, CancellationToken cancel)
    {
        var open = await db.ContactChecks.Where(one => one.OrganisationId == client && (one.State == CheckState.Planned || one.State == CheckState.Asked)).Select(one => new { one.Contact, one.Method, one.Address }).ToListAsync(cancel);
        List<ContactCheck> planned = [.. contacts.SelectMany(contact => Testable(contact).Where(method => !open.Contains(new { Contact = contact.Key, Method = method.Kind, Address = method.Address! }))
            .Select(method => new ContactCheck(client, contact.Key, contact.Name, plan.Provider.Name, method.Kind, method.Address!, contact.Zone, contact.Hours, by, time.Now)))];
        db.AddRange(planned);
        return planned;
    }

    /// <summary>Plans what the plans' own rhythm has due, and answers how many.</summary>
    public async Task<int> PlanDueAsync(CancellationToken cancel)
    {
        var planned = 0;
        foreach (var plan in (await plans.LatestOfAllAsync(cancel) ?? []).Where(plan => plan.VerifyEvery is not null))
        {
            await using var work = await db.BeginAsync(cancel);
            var client = await db.Organisations.Where(one => one.Slug == plan.Slug).Select(one => one.Id).SingleAsync(cancel);
            var since = time.Now - TimeSpan.FromDays(plan.VerifyEvery!.Value);
            var recent = await db.ContactChecks.Where(one => one.OrganisationId == client && (one.NextAt != null || one.EndedAt > since)).Select(one => new { one.Contact, one.Method, one.Address }).ToListAsync(cancel);
            var due = plan.Contacts.Where(contact => Testable(contact).Any(method => !recent.Contains(new { Contact = contact.Key, Method = method.Kind, Address = method.Address! })));
            planned += (await PlanAsync(client, plan, due, null, cancel)).Count;
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }

        return planned;
    }

    private IEnumerable<ContactMethod> Testable(PlanContact contact) => contact.Methods.Where(method => method.Address is not null && channels.Any(channel => channel.Method == method.Kind)).DistinctBy(method => (method.Kind, method.Address));
}
