using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Checklists;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;

namespace IncidentBot.Host.Web.Pages.Rooms;

/// <summary>Everything that the room's page shows to one reader, read once.</summary>
public sealed record RoomModel(Incident Incident, Organisation Client, Id<Person> Reader, Standing Standing)
{
    /// <summary>Null while the room is opening.</summary>
    public required Room? Room { get; init; }

    public required Card Card { get; init; }

    public required IReadOnlyList<RoomPost> Posts { get; init; }

    public required IReadOnlyList<Clock> Clocks { get; init; }

    public required IReadOnlyList<LawEvent> Events { get; init; }

    public required IReadOnlyList<ChecklistItem> Tasks { get; init; }

    public required IReadOnlyList<IncidentParticipant> Participants { get; init; }

    public required IReadOnlyList<Page> Pages { get; init; }

    public required ILookup<Id<Page>, PageAttempt> Attempts { get; init; }

    public required IReadOnlyList<IncidentFact> Facts { get; init; }

    public required IReadOnlyList<Lesson> Lessons { get; init; }

    public required IReadOnlyList<FollowUp> FollowUps { get; init; }

    public required PostMortem? PostMortem { get; init; }

    /// <summary>Those who may be let in, by name.</summary>
    public required IReadOnlyList<Person> Joinable { get; init; }

    public required IReadOnlyDictionary<Id<Person>, Person> People { get; init; }

    /// <summary>Those to whom a clock can be handed.</summary>
    public required IReadOnlyList<Person> Legal { get; init; }

    /// <summary>Clocks with a reminder that nobody has said to have seen.</summary>
    public required IReadOnlyList<Id<Clock>> Reminded { get; init; }

    /// <summary>The client's zone, in which dates without one are meant.</summary>
    public required string Zone { get; init; }

    /// <summary>The roles and contacts of the plan that can be paged.</summary>
    public required IReadOnlyList<string> Pageable { get; init; }

    /// <summary>Other open incidents of the same client, to merge into.</summary>
    public required IReadOnlyList<Incident> Others { get; init; }

    /// <summary>What this one goes on as, when it was merged and the reader may see that.</summary>
    public required IncidentReference? Survivor { get; init; }

    /// <summary>Nobody can talk here any more.</summary>
    public bool RoomOver => Room is { State: RoomState.Archived } || !Active;

    public bool MayReopen => Incident.State is IncidentState.Review or IncidentState.Closed or IncidentState.Dismissed && May(Permission.Reopen);

    public bool RoomOpens => Room is null or { State: RoomState.Opening };

    public bool Active => Incident.State.IsActive();

    public bool IsLegal => (Standing & Standing.Legal) != 0;

    public bool Reviewed => Incident.State is IncidentState.Review or IncidentState.Closed;

    public bool May(Permission permission) => PermissionTable.Of(permission, Standing) is Access.Yes;

    public bool MayAnswer(Page page) => PermissionTable.Of(Permission.AnswerPage, Standing) switch
    {
        Access.Yes => true,
        Access.Own => Attempts[page.Id].Any(attempt => attempt.PersonId == Reader),
        _ => false,
    };

    public bool MayFinish(ChecklistItem task) => Active && PermissionTable.Of(Permission.ManageWork, Standing) switch
    {
        Access.Yes => true,
        Access.Own => task.AssigneeId == Reader,
        _ => false,
    };

    public string Name(Id<Person>? person) => person is { } id && People.TryGetValue(id, out var known) ? known.Name : "IncidentBot";
}
