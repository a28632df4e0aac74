using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Tests.Support;
using static IncidentBot.Core.Incidents.IncidentState;

namespace IncidentBot.Tests.Incidents;

public sealed class IncidentLifecycleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    /// <summary>Everything that the guards ask for is there.</summary>
    private static readonly LifecycleFacts Ready = new() { HasCommander = true, ScopeKnown = true, PostMortemPosted = true };

    /// <summary>The design's lifecycle, written down a second time: from, trigger, to.</summary>
    public static TheoryData<IncidentState, IncidentTrigger, IncidentState> Moves => new()
    {
        { Triage, IncidentTrigger.Confirm, Containment },
        { Containment, IncidentTrigger.Contain, Eradication },
        { Eradication, IncidentTrigger.Eradicate, Recovery },
        { Recovery, IncidentTrigger.Restore, Validation },
        { Validation, IncidentTrigger.Validate, Review },
        { Review, IncidentTrigger.Close, Closed },
        { Triage, IncidentTrigger.Dismiss, Dismissed },
        { Containment, IncidentTrigger.Dismiss, Dismissed },
        { Eradication, IncidentTrigger.Dismiss, Dismissed },
        { Recovery, IncidentTrigger.Dismiss, Dismissed },
        { Validation, IncidentTrigger.Dismiss, Dismissed },
        { Triage, IncidentTrigger.Merge, Merged },
        { Containment, IncidentTrigger.Merge, Merged },
        { Eradication, IncidentTrigger.Merge, Merged },
        { Recovery, IncidentTrigger.Merge, Merged },
        { Validation, IncidentTrigger.Merge, Merged },
        { Review, IncidentTrigger.Merge, Merged },
        { Containment, IncidentTrigger.Back, Triage },
        { Eradication, IncidentTrigger.Back, Containment },
        { Recovery, IncidentTrigger.Back, Triage },
        { Validation, IncidentTrigger.Back, Eradication },
        { Review, IncidentTrigger.Back, Validation },
        { Dismissed, IncidentTrigger.Reopen, Triage },
        { Closed, IncidentTrigger.Reopen, Review },
        { Review, IncidentTrigger.Reopen, Validation },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task A_ready_incident_moves_as_designed(IncidentState from, IncidentTrigger trigger, IncidentState to)
    {
        var incident = await InAsync(from);
        incident.BackTo = to;
        if (trigger is IncidentTrigger.Restore)
        {
            incident.RestoreFrom("FS01 from the backup");
        }

        await IncidentLifecycle.Of(incident, Ready, Now).FireAsync(trigger);
        Assert.Equal(to, incident.State);
    }

    [Fact]
    public async Task Whatever_is_not_designed_is_refused_in_words_and_changes_nothing()
    {
        var designed = Moves.Select(move => (move.Data.Item1, move.Data.Item2)).ToHashSet();
        foreach (var from in Enum.GetValues<IncidentState>())
        {
            foreach (var trigger in Enum.GetValues<IncidentTrigger>().Where(trigger => !designed.Contains((from, trigger))))
            {
                var incident = await InAsync(from);
                var refused = await Assert.ThrowsAsync<RefusalException>(() => IncidentLifecycle.Of(incident, Ready, Now).FireAsync(trigger));
                Assert.Equal("wrong-state", refused.Refusal.Code);
                Assert.Contains("From here:", refused.Refusal.Sentence, StringComparison.Ordinal);
                Assert.Equal(from, incident.State);
            }
        }
    }

    [Fact]
    public async Task Each_guard_says_what_is_missing_and_which_verb_supplies_it()
    {
        await RefusesAsync(Triage, IncidentTrigger.Confirm, Ready with { HasCommander = false }, "ic @person");
        await RefusesAsync(Triage, IncidentTrigger.Confirm, Ready with { ScopeKnown = false }, "scope systems=");
        await RefusesAsync(Containment, IncidentTrigger.Contain, Ready with { OpenShortTermContainment = 1 }, "task done");
        await RefusesAsync(Eradication, IncidentTrigger.Eradicate, Ready with { OpenEradication = 2 }, "task waive");
        await RefusesAsync(Recovery, IncidentTrigger.Restore, Ready, "restored <what");
        await RefusesAsync(Validation, IncidentTrigger.Validate, Ready with { OpenValidation = 1 }, "task list");
        await RefusesAsync(Review, IncidentTrigger.Close, Ready with { PostMortemPosted = false }, "review post");
        await RefusesAsync(Review, IncidentTrigger.Close, Ready with { UndecidedClocks = 1 }, "clock owner");
        await RefusesAsync(Review, IncidentTrigger.Close, Ready with { UnownedFollowUps = 1 }, "followup assign");
        await RefusesAsync(Triage, IncidentTrigger.Dismiss, Ready with { RunningUndecidedClocks = 1 }, "clock not-required");
    }

    [Fact]
    public async Task An_override_passes_a_guard_but_never_a_legal_clock()
    {
        var incident = await InAsync(Triage);
        await IncidentLifecycle.Of(incident, new LifecycleFacts(), Now, overriding: true).FireAsync(IncidentTrigger.Confirm);
        Assert.Equal(Containment, incident.State);

        var review = await InAsync(Review);
        await Assert.ThrowsAsync<RefusalException>(() => IncidentLifecycle.Of(review, Ready with { UndecidedClocks = 1 }, Now, overriding: true).FireAsync(IncidentTrigger.Close));
        var triage = await InAsync(Triage);
        await Assert.ThrowsAsync<RefusalException>(() => IncidentLifecycle.Of(triage, Ready with { RunningUndecidedClocks = 1 }, Now, overriding: true).FireAsync(IncidentTrigger.Dismiss));
    }

    [Fact]
    public async Task Stepping_back_forgets_what_was_restored()
    {
        var incident = await InAsync(Validation);
        Assert.NotNull(incident.RestoredFrom);
        incident.BackTo = Containment;
        await IncidentLifecycle.Of(incident, Ready, Now).FireAsync(IncidentTrigger.Back);
        Assert.Null(incident.RestoredFrom);
    }

    [Fact]
    public async Task A_closed_incident_reopens_into_review_and_from_there_into_the_stage_it_left()
    {
        var incident = await InAsync(Closed);
        await IncidentLifecycle.Of(incident, Ready, Now).FireAsync(IncidentTrigger.Reopen);
        Assert.Equal(Review, incident.State);
        await IncidentLifecycle.Of(incident, Ready, Now).FireAsync(IncidentTrigger.Reopen);
        Assert.Equal(Validation, incident.State);
    }

    [Fact]
    public async Task The_diagram_in_the_documents_is_the_machine()
    {
        var diagram = IncidentLifecycle.Of(await InAsync(Triage), Ready, Now).Diagram().ReplaceLineEndings("\n").Trim();
        Repository.Current("docs/lifecycle.md", $"""
            # The lifecycle of an incident

            Exported from the state machine (`IncidentLifecycle`); a test fails when this page is stale.
            A guard is said in words when it is not met, with the verb that supplies what is missing. The incident manager may go on
            regardless with `--override <reason>`, which the timeline keeps; nobody overrides a legal clock.

            ```mermaid
            {diagram}
            ```

            """.ReplaceLineEndings("\n"));
    }

    private static async Task RefusesAsync(IncidentState from, IncidentTrigger trigger, LifecycleFacts facts, string help)
    {
        var incident = await InAsync(from);
        var refused = await Assert.ThrowsAsync<RefusalException>(() => IncidentLifecycle.Of(incident, facts, Now).FireAsync(trigger));
        Assert.Equal("guard", refused.Refusal.Code);
        Assert.Contains(help, refused.Refusal.Sentence, StringComparison.Ordinal);
        Assert.Equal(from, incident.State);
    }

    /// <summary>Walks an incident along the main line, or off it, to a state.</summary>
    private static async Task<Incident> InAsync(IncidentState state)
    {
        var by = new Actor(Id<Person>.New(), "Nora", "p-1", Standing.IncidentManager);
        var incident = Incident.Declare(1, Id<Organisation>.New(), new Declaration("ransom note", Severity.Critical, IncidentType.Ransomware, false, false), by, Now);
        IncidentTrigger[] way = state switch
        {
            Dismissed => [IncidentTrigger.Dismiss],
            Merged => [IncidentTrigger.Merge],
            _ => [.. new[] { IncidentTrigger.Confirm, IncidentTrigger.Contain, IncidentTrigger.Eradicate, IncidentTrigger.Restore, IncidentTrigger.Validate, IncidentTrigger.Close }.Take((int)state)],
        };
        foreach (var trigger in way)
        {
            if (trigger is IncidentTrigger.Restore)
            {
                incident.RestoreFrom("FS01 from the backup");
            }

            await IncidentLifecycle.Of(incident, Ready, Now).FireAsync(trigger);
        }

        Assert.Equal(state, incident.State);
        return incident;
    }
}
