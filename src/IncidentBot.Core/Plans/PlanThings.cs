using System.Globalization;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Plans;

/// <summary>One thing that a plan says, in words: what it is about, and its parts.</summary>
/// <param name="Name">Such as "contact lena": the same thing in two versions has the same name.</param>
/// <param name="Parts">In the order of the file's reference; what the plan does not say is not there.</param>
public sealed record PlanThing(string Name, IReadOnlyList<KeyValuePair<string, string>> Parts);

/// <summary>Everything that a plan says, as a list of things that people can compare.</summary>
public static class PlanThings
{
    public static IEnumerable<PlanThing> Of(Plan plan) =>
    [
        Thing("the client", ("name", plan.Name), ("zone", plan.Zone), ("provider", $"{plan.Provider.Name} ({plan.Provider.Slug})"), ("contacts verified every", plan.VerifyEvery is { } days ? $"{days} days" : null), ("last review", plan.Reviewed is { } review ? $"{Day(review.On)} by @{review.By}" : null)),
        .. plan.People.Select(one => Thing($"person @{one.Handle}", ("name", one.Name), ("employer", one.Employer.ToString().ToLowerInvariant()), ("grants", List(one.Grants.Select(grant => grant.Kebab()))), ("mail", one.Mail), ("Slack", one.Slack), ("Teams", one.Teams))),
        .. plan.Contacts.Select(one => Thing($"contact {one.Key}", ("name", one.Name), ("kind", one.Kind), ("person", one.Person), ("organisation", one.Organisation), ("languages", List(one.Languages)), ("zone", one.Zone), ("hours", one.Hours), ("methods", List(one.Methods.Select(Words))), ("updates", one.Updates is { } updates ? List(updates) ?? "none" : null))),
        .. plan.Roles.Select(one => Thing($"role {one.Name}", ("contact", one.Contact), ("deputies", List(one.Deputies)), ("on call", one.OnCall is { } turns ? Words(turns) : one.Schedule is { } schedule ? $"PagerDuty's schedule {schedule}" : null))),
        .. plan.Escalation.SelectMany(rule => rule.Severities.Select(severity => (severity, rule.Levels))).OrderBy(one => one.severity).Select(one => Thing($"escalation of severity {one.severity}", ("levels", string.Join(", then ", one.Levels.Select(level => $"{string.Join(" and ", level.Page)} for {Span(level.Wait)}"))))),
        .. plan.Jurisdictions.Select(one => Thing($"jurisdiction {one.Code}", ("zone", one.Zone), ("calendar", one.Calendar), ("authorities", List(one.Authorities.Select(authority => authority.Portal is { } portal ? $"{authority.Name} ({portal})" : authority.Name))))),
        .. Law(plan),
        .. plan.Insurance is not { } policy ? Array.Empty<PlanThing>() : [Thing("insurance", ("insurer", policy.Insurer), ("policy", policy.Policy), ("contact", policy.Contact), ("hotline", policy.Hotline), ("notice", policy.Notice), ("panel", List(policy.Panel)))],
        .. plan.Protocols.Values.SelectMany(protocol => protocol.Stages.SelectMany(stage => Tasks(protocol.Type, stage.Key, stage.Value))),
        .. plan.Communication.Select(one => Thing($"communication to {one.Audience}", ("speaker", one.Speaker), ("approval", List(one.Approval)), ("what to say", one.Say), ("template", one.Template))),
        .. plan.Tools.Select(one => Thing($"tool {one.Name}", ("purpose", one.For), ("address", one.Url))),
        .. plan.Assets.Select(one => Thing($"asset {one.Name}", ("kind", one.Kind), ("owner", one.Owner), ("criticality", one.Criticality), ("note", one.Note))),
    ];

    /// <summary>What counsel answers for.</summary>
    public static IEnumerable<PlanThing> Law(Plan plan) =>
        plan.LegalStatus.Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => Thing($"legal fact {fact.Key}", ("value", Value(fact.Value))))
            .Prepend(Thing("legal status", ("zone", plan.LegalStatus.Zone), ("set by", plan.LegalStatus.SetBy), ("set on", plan.LegalStatus.SetOn is { } on ? Day(on) : null)));

    /// <summary>5m, 1h30m, 2d: as a plan writes it.</summary>
    public static string Span(TimeSpan wait) =>
        string.Concat(new[] { (wait.Days, "d"), (wait.Hours, "h"), (wait.Minutes, "m"), (wait.Seconds, "s") }.Where(one => one.Item1 > 0).Select(one => $"{one.Item1}{one.Item2}"));

    /// <summary>Where a stage has none on purpose, that is a thing too.</summary>
    private static IEnumerable<PlanThing> Tasks(string type, string stage, IReadOnlyList<ProtocolTask> tasks) => tasks.Count == 0
        ? [Thing($"no task in {type}, {stage}")]
        : tasks.Select(task => Thing($"task of {type}, {stage}: {task.Title}", ("action", task.Action), ("horizon", task.Horizon), ("role", task.Role)));

    private static string Words(ContactMethod method) =>
        $"{method.Kind} {method.Address}".Trim() + (method.After > TimeSpan.Zero ? $" after {Span(method.After)}" : "") + (method.Hours.AroundTheClock ? "" : $" {method.Hours}");

    private static string Words(Rotation turns) =>
        $"{string.Join(", ", turns.Order)} in turn, {turns.Days} days each from {turns.From:uuuu-MM-dd HH:mm} {turns.Zone}{string.Concat(turns.Overrides.Select(one => $"; {one.Contact} from {one.From:uuuu-MM-dd HH:mm} to {one.Until:uuuu-MM-dd HH:mm}"))}";

    private static string Value(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        IEnumerable<string> words => $"[{string.Join(", ", words)}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Day(NodaTime.LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static string? List(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } text ? text : null;

    private static PlanThing Thing(string name, params (string Name, string? Value)[] parts) =>
        new(name, [.. parts.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Name, part.Value!))]);
}
