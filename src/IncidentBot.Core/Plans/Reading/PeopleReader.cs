using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads <c>people</c>.</summary>
internal static class PeopleReader
{
    public static IReadOnlyList<PlanPerson> Read(PlanReading reading, Section plan) =>
        [.. reading.Sections(plan.RequiredList("people", "- handle: nora"), "this person").Select(person => Person(reading, person))];

    private static PlanPerson Person(PlanReading reading, Section person)
    {
        var handle = person.Required("handle", "nora");
        reading.Define(handle, reading.Handles, "handle");
        var name = person.RequiredText("name", "Nora Whitfield");
        var employer = reading.Word(person.Required("employer", "provider"), PlanWords.Employers, "employer");
        var grants = person.RequiredWords("grants", "[responder]").Select(grant => reading.Word(grant, PlanWords.Grants, "grant")).ToList();
        var mail = reading.Mail(person.Optional("mail"));
        var slack = reading.SlackMember(person.Optional("slack"));
        var teams = reading.EntraId(person.Optional("teams"));
        person.End();
        return new PlanPerson(handle?.Text ?? "", name, employer == "client" ? PlanEmployer.Client : PlanEmployer.Provider, [.. grants.Select(Grant).Distinct()], mail) { Slack = slack, Teams = teams };
    }

    // An unknown word was complained about, so what it becomes is never seen.
    private static GrantRole Grant(string word) => word switch
    {
        "operator" => GrantRole.Operator,
        "incident-manager" => GrantRole.IncidentManager,
        "responder" => GrantRole.Responder,
        "legal" => GrantRole.Legal,
        "executive" => GrantRole.Executive,
        _ => GrantRole.Member,
    };
}
