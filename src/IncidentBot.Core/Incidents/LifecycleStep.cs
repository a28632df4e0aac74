using IncidentBot.Core.Chat;
using IncidentBot.Core.Checklists;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Incidents;

/// <summary>Fires a trigger with its guards, records it, and does what a new state is followed by. All lifecycle verbs go through here.</summary>
public sealed class LifecycleStep(LifecycleReader reader, StageTasks tasks, Pager pager, Outbox outbox, IncidentTime time)
{
    /// <param name="incident">Locked by the router.</param>
    /// <param name="trigger">What to fire.</param>
    /// <param name="by">Who fires it.</param>
    /// <param name="reason">Kept with the change.</param>
    /// <param name="overriding">The incident manager's reason to go on although a guard is not met.</param>
    public async Task<Reply> TakeAsync(Incident incident, IncidentTrigger trigger, Actor by, string? reason, string? overriding, CancellationToken cancel)
    {
        if (overriding is not null)
        {
            by.Require(Permission.Override);
            overriding = Wording.Checked(overriding, "The reason to override");
        }

        var from = incident.State;
        var facts = await reader.ReadAsync(incident, cancel);
        var unmet = IncidentLifecycle.Of(incident, facts, time.Now).Unmet(trigger) ?? [];
        await IncidentLifecycle.Of(incident, facts, time.Now, overriding is not null).FireAsync(trigger);
        var passed = overriding is null || unmet.Count == 0 ? "" : $" (overridden: {overriding}; not met: {string.Join("; ", unmet)})";
        incident.Record("state-changed", by, $"{by.Name} moved {incident.Reference} from {from.Words()} to {incident.State.Words()}{(reason is null ? "" : $": {reason}")}{passed}", new
        {
            from = from.Kebab(),
            to = incident.State.Kebab(),
            trigger = trigger.Verb(),
            reason,
            overridden = passed.Length == 0 ? null : overriding,
            unmet = passed.Length == 0 ? null : unmet,
        });
        await FollowAsync(incident, trigger, cancel);
        return Reply.Of($"{incident.Reference} is now {(incident.State.IsActive() ? "in " : "")}**{incident.State.Words()}**.{await AdviceAsync(incident, cancel)}");
    }

    private async Task FollowAsync(Incident incident, IncidentTrigger trigger, CancellationToken cancel)
    {
        await tasks.AddAsync(incident, cancel);
        if (!incident.State.IsActive())
        {
            await pager.StopAllAsync(incident, $"{incident.Reference} is {incident.State.Words()}", cancel);
            await outbox.ArchiveRoomsAsync(incident, cancel);
        }
        else if (trigger is IncidentTrigger.Reopen)
        {
            await outbox.ReopenRoomsAsync(incident, cancel);
        }
    }

    /// <summary>What the next step needs, so that nobody has to be refused to learn it.</summary>
    private async Task<Prose> AdviceAsync(Incident incident, CancellationToken cancel)
    {
        if (IncidentLifecycle.Next(incident.State) is not { } next)
        {
            return default;
        }

        var unmet = IncidentLifecycle.Of(incident, await reader.ReadAsync(incident, cancel), time.Now).Unmet(next) ?? [];
        return unmet.Count == 0 ? (Prose)$" Next: `{next.Verb()}`." : (Prose)$" Before `{next.Verb()}`:\n{Prose.Join("\n", unmet.Select(one => Prose.Own($"- {one}")))}";
    }
}

/// <summary>Reads what the guards need to know. What this unit of work has added counts as well.</summary>
public sealed class LifecycleReader(IncidentDb db)
{
    public async Task<LifecycleFacts> ReadAsync(Incident incident, CancellationToken cancel)
    {
        var id = incident.Id;
        await db.ChecklistItems.Where(one => one.IncidentId == id).LoadAsync(cancel);
        await db.Clocks.Where(one => one.IncidentId == id).LoadAsync(cancel);
        await db.FollowUps.Where(one => one.IncidentId == id).LoadAsync(cancel);
        var open = db.ChecklistItems.Local.Where(one => one.IncidentId == id && one.Open).ToList();
        var clocks = db.Clocks.Local.Where(one => one.IncidentId == id && one.Shown).ToList();
        return new LifecycleFacts
        {
            HasCommander = await db.Participants.AnyAsync(one => one.IncidentId == id && one.Role == IncidentRole.Commander, cancel),
            ScopeKnown = await db.Facts.AnyAsync(one => one.IncidentId == id && one.Name.StartsWith("scope."), cancel),
            OpenShortTermContainment = open.Count(one => one.Stage is IncidentState.Containment && one.Horizon is Horizon.Short),
            OpenEradication = open.Count(one => one.Stage is IncidentState.Eradication),
            OpenValidation = open.Count(one => one.Stage is IncidentState.Validation),
            PostMortemPosted = await db.PostMortems.AnyAsync(one => one.IncidentId == id && one.PostedAt >= incident.StateSince, cancel),
            UndecidedClocks = clocks.Count(one => !one.Decided && one.OwnerId is null),
            RunningUndecidedClocks = clocks.Count(one => one.Runs && !one.Decided),
            UnownedFollowUps = db.FollowUps.Local.Count(one => one.IncidentId == id && one.OwnerId is null && one.DoneAt is null),
        };
    }
}
