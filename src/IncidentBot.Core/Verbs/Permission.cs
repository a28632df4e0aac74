namespace IncidentBot.Core.Verbs;

/// <summary>What a verb needs. Who has it is one table, <c>PermissionTable</c>.</summary>
public enum Permission
{
    /// <summary>Needs nothing: help and whoami answer anybody who is known.</summary>
    None,
    Find,
    Declare,
    MoveLifecycle,
    ChangeFacts,
    ManagePeople,
    ManageWork,
    Override,
    Dismiss,
    Merge,
    Reopen,
    Page,
    AnswerPage,
    Note,
    Record,
    RecordLawEvents,
    DecideLaw,
    EditLessons,
    SignOffLessons,

    /// <summary>To read a client's response plan, with everybody's numbers.</summary>
    ReadPlan,

    /// <summary>To change it.</summary>
    Prepare,
    Retry,
    Operate,
}
