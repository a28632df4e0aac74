using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace IncidentBot.Core.Plans;

/// <summary>Lists the versions of a client's plan: when, who, from where and how much changed.</summary>
public sealed record ShowPlanHistory(string? Client = null) : IClientVerb, IVerb<ShowPlanHistory>
{
    public static Grammar<ShowPlanHistory> Grammar => new("plan history")
    {
        Summary = "Lists the versions of the plan: when, who, from where, and how many lines changed.",
        Examples = ["plan history", "plan history --client contoso-dental"],
    };

    public static Permission Needs => Permission.ReadPlan;
}

public sealed class ShowPlanHistoryHandler(IncidentDb db, PlanBook plans, PeopleDirectory people) : IHandleForClient<ShowPlanHistory>
{
    private const int Most = 20;

    public async Task<Reply> HandleAsync(ShowPlanHistory verb, Organisation client, Incident? incident, Actor by, CancellationToken cancel)
    {
        // One more than is shown, to compare the last of them with.
        var versions = await db.PlanVersions.AsNoTracking().Where(one => one.OrganisationId == client.Id).OrderByDescending(one => one.Number).Take(Most + 1).ToListAsync(cancel);
        if (versions.Count == 0)
        {
            throw PlanRefusals.NoPlan(client);
        }

        var names = await people.NamesAsync(versions.Select(one => one.By), cancel);
        var zone = DateTimeZoneProviders.Tzdb[versions.Select(plans.Read).OfType<Plan>().FirstOrDefault()?.Zone ?? "UTC"];
        var text = new ProseLines().Add($"**Versions of the plan of {client.Name}**");
        foreach (var (place, version) in versions.Take(Most).Index())
        {
            var before = place + 1 < versions.Count ? versions[place + 1] : null;
            text.Add($"- **{version.Number}** {When(version, zone)}, {Whence(version, names)}{(before is null ? "" : $": {PlanLines.Between(before.Text, version.Text)}")}{(incident?.PlanVersionId == version.Id ? $" ({incident.Reference} was opened with it)" : "")}");
        }

        return Reply.Of((versions.Count > Most ? text.Add($"Older ones are kept: `plan export --version 1`.") : text).Done());
    }

    private static string When(PlanVersion version, DateTimeZone zone) => $"{Instant.FromDateTimeOffset(version.LoadedAt).InZone(zone):uuuu-MM-dd HH:mm} {zone.Id}";

    private static string Whence(PlanVersion version, IReadOnlyDictionary<Id<Person>, string> names) => version.Origin switch
    {
        PlanOrigin.File => "from the file",
        PlanOrigin.Chat => $"by {Name(version, names)} in chat",
        PlanOrigin.Web => $"by {Name(version, names)} in the web room",
        _ => throw new ArgumentOutOfRangeException(nameof(version), version.Origin, null),
    };

    private static string Name(PlanVersion version, IReadOnlyDictionary<Id<Person>, string> names) => version.By is { } person && names.TryGetValue(person, out var name) ? name : "somebody";
}
