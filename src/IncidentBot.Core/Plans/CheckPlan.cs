using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans.Advice;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Plans;

/// <summary>Says what is missing, unreachable, stale or contradictory in a client's newest plan, and what is wrong with its file.</summary>
public sealed record CheckPlan(string? Client = null) : IClientVerb, IVerb<CheckPlan>
{
    public static Grammar<CheckPlan> Grammar => new("plan check")
    {
        Summary = "Says what is missing, unreachable, stale or contradictory in the client's newest plan, where, and how to mend it.",
        Examples = ["plan check", "plan check --client contoso-dental"],
    };

    public static Permission Needs => Permission.ReadPlan;
}

public sealed class CheckPlanHandler(PlanBook plans, PlanChecker checker, GapBook gaps) : IHandleForClient<CheckPlan>
{
    public async Task<Reply> HandleAsync(CheckPlan verb, Organisation client, Incident? incident, Actor by, CancellationToken cancel)
    {
        var edition = await plans.EditionAsync(client, null, cancel) ?? throw PlanRefusals.NoPlan(client);
        return Reply.Of(CardOf(client, edition, await checker.CheckAsync(client, edition, cancel), await gaps.OpenAsync(client.Id, by.Person!.Value, by.InChat, cancel)));
    }

    private static Card CardOf(Organisation client, PlanEdition edition, PlanFindings findings, IReadOnlyList<PlanGap> proposed)
    {
        var (advice, broken) = findings;
        CardSection?[] sections =
        [
            broken.Count == 0 ? null : new CardSection("Its file was changed and is not in use until this is mended", [.. broken.Select(one => new CardLine($"line {one.Line}: {one.Sentence}", null, "danger"))]),
            Section("Gaps", AdviceWeight.Gap, "warning"),
            proposed.Count == 0 ? null : new CardSection("Proposed by reviews", [.. proposed.Select(one => new CardLine($"**{one.Incident}** gap {one.Number}: {one.Text}", null, "warning"))]),
            Section("Advice", AdviceWeight.Advice, "none"),
        ];
        var found = advice.Count + broken.Count + proposed.Count;
        return new Card($"Plan check: {client.Name}", "IncidentBot: a plan was checked.", [new CardFact("Plan", edition.Words)], [.. sections.OfType<CardSection>()], [])
        {
            Tone = found == 0 ? "good" : broken.Count > 0 ? "danger" : "warning",
            Footnote = (found == 0 ? (Prose)$"Nothing is missing, unreachable, stale or contradictory." : $"{advice.Count(one => one.Weight is AdviceWeight.Gap)} gaps, {advice.Count(one => one.Weight is AdviceWeight.Advice)} pieces of advice{(proposed.Count == 0 ? "" : $", {proposed.Count} proposed by reviews (`gap settle` says what became of one)")}. `plan export` gives the file to mend, `plan import` takes it back.").Markup,
        };

        CardSection? Section(string heading, AdviceWeight weight, string tone) =>
            advice.Where(one => one.Weight == weight).Select(one => new CardLine($"**{one.Where}**: {one.Sentence}", null, tone)).ToList() is { Count: > 0 } lines ? new CardSection(heading, lines) : null;
    }
}
