using static IncidentBot.Core.Verbs.Standing;

namespace IncidentBot.Core.Verbs;

/// <summary>Who may do what: the one table that the router asks. It follows the table of the same name in the design.</summary>
public static class PermissionTable
{
    private const Standing Everyone = Operator | IncidentManager | Commander | Responder | Legal | Executive | ClientMember;

    private const Standing Team = IncidentManager | Commander | Responder;

    /// <summary>For each permission: who has it whole, and who has it for their own only.</summary>
    private static readonly Dictionary<Permission, (Standing Whole, Standing Own)> Rows = new()
    {
        [Permission.None] = (Everyone | Invited, None),
        [Permission.Find] = (Everyone | Invited, None),
        [Permission.Declare] = (Team | Legal | Executive | ClientMember, None),
        [Permission.MoveLifecycle] = (Team, None),
        [Permission.ChangeFacts] = (Team, None),
        [Permission.ManagePeople] = (Team, None),
        [Permission.ManageWork] = (Team, ClientMember),
        [Permission.Override] = (IncidentManager, None),
        [Permission.Dismiss] = (IncidentManager | Commander, None),
        [Permission.Merge] = (IncidentManager, None),
        [Permission.Reopen] = (IncidentManager, None),
        [Permission.Page] = (Team | Legal, None),
        [Permission.AnswerPage] = (Team | Legal, Executive | ClientMember | Contact),
        [Permission.Note] = (Team | Legal | Executive | ClientMember | Contact, None),
        [Permission.Record] = (Team | Legal, None),
        [Permission.RecordLawEvents] = (IncidentManager | Commander | Legal, None),
        [Permission.DecideLaw] = (Legal, None),
        [Permission.EditLessons] = (Team | Legal, None),
        [Permission.SignOffLessons] = (IncidentManager | Legal, None),
        [Permission.ReadPlan] = (Team | Legal | Executive | ClientMember, None),
        [Permission.Prepare] = (IncidentManager, None),
        [Permission.Retry] = (Operator | Team, None),
        [Permission.Operate] = (Operator, None),
    };

    public static Access Of(Permission permission, Standing standing)
    {
        var (whole, own) = Rows[permission];
        return (standing & whole) != 0 ? Access.Yes : (standing & own) != 0 ? Access.Own : Access.No;
    }

    /// <summary>Whether somebody of this standing may know that the incident exists. Confidential ones are hidden from the client's members until they are invited.</summary>
    public static bool Sees(Standing standing, bool confidential) =>
        confidential ? (standing & ~ClientMember) != 0 : standing != None;

    /// <summary>Who has a permission, in words for a refusal.</summary>
    public static string WhoMay(Permission permission)
    {
        var (whole, own) = Rows[permission];
        var names = Enum.GetValues<Standing>().Where(one => one is not None && (whole & one) != 0 && one is not Invited).Select(Name);
        var text = string.Join(", ", names);
        return own == None ? text : $"{text}; for their own: {Name(own)}";
    }

    private static string Name(Standing standing) => standing switch
    {
        IncidentManager => "the incident manager",
        Commander => "the incident commander",
        Responder => "responders",
        Legal => "legal",
        Executive => "executives",
        ClientMember => "client members",
        Operator => "the operator",
        Contact => "contacts who came by an invitation",
        _ => "executives, client members and invited contacts",
    };
}
