using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging.Checks;

/// <summary>Lists the contacts of the newest plan, and whether each way to reach them is known to be good.</summary>
public sealed record ListContacts(string? Client = null) : IClientVerb, IVerb<ListContacts>
{
    public static Grammar<ListContacts> Grammar => new("contact list", "contacts")
    {
        Summary = "Lists the contacts of the plan, and which ways to reach them were confirmed in a test.",
        Examples = ["contact list", "contact list --client contoso-dental"],
    };

    public static Permission Needs => Permission.ReadPlan;
}

public sealed class ListContactsHandler(IncidentDb db, PlanBook plans) : IHandleForClient<ListContacts>
{
    public async Task<Reply> HandleAsync(ListContacts verb, Organisation client, Incident? incident, Actor by, CancellationToken cancel)
    {
        var plan = await plans.LatestAsync(client.Id, cancel) is { } version ? plans.Read(version) ?? throw PlanRefusals.Unreadable(version.Number) : throw PlanRefusals.NoPlan(client);
        var checks = (await db.ContactChecks.AsNoTracking().Where(one => one.OrganisationId == client.Id).ToListAsync(cancel))
            .GroupBy(one => (one.Contact, one.Method, one.Address)).ToDictionary(one => one.Key, one => one.MaxBy(check => check.EndedAt ?? check.SentAt ?? DateTimeOffset.MaxValue)!);
        var text = new ProseLines().Add($"**Contacts of {client.Name}**");
        foreach (var contact in plan.Contacts)
        {
            var ways = contact.Methods.Where(method => method.Address is not null).DistinctBy(method => (method.Kind, method.Address))
                .Select(method => $"{method.Kind} {Words(checks.GetValueOrDefault((contact.Key, method.Kind, method.Address!)))}");
            text.Add($"- **{contact.Name}** ({contact.Key}): {string.Join(", ", ways.DefaultIfEmpty("only in the bot"))}");
        }

        return Reply.Of(text.Add($"`contact verify` sends tests.").Done());
    }

    private static string Words(ContactCheck? check) => check?.State switch
    {
        null => "not tested",
        CheckState.Planned => $"test planned for {check.NextAt:yyyy-MM-dd HH:mm} UTC",
        CheckState.Asked => $"asked on {check.SentAt:yyyy-MM-dd}{(check.Asks > 1 ? " for the second time" : "")}, not confirmed yet",
        CheckState.Confirmed => $"confirmed on {check.EndedAt:yyyy-MM-dd}",
        CheckState.Failed => $"did not go out on {check.EndedAt:yyyy-MM-dd}: {check.Answer}",
        CheckState.Unanswered => $"not confirmed, asked twice until {check.EndedAt:yyyy-MM-dd}",
        _ => throw new InvalidOperationException($"{check.State} has no words."),
    };
}
