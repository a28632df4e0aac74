namespace IncidentBot.Core.Incidents;

/// <summary>Where an incident stands in the five stages of the handbook.</summary>
public enum IncidentState
{
    /// <summary>The alarm rings: is it real, and how far does it reach?</summary>
    Triage,

    /// <summary>Stopping the bleeding.</summary>
    Containment,

    /// <summary>Removing every threat.</summary>
    Eradication,

    /// <summary>Restoring from clean backups or rebuilding.</summary>
    Recovery,

    /// <summary>Testing before the return to full service.</summary>
    Validation,

    /// <summary>Learning from experience: the post-mortem.</summary>
    Review,

    Closed,

    /// <summary>Not an incident of ours, for a reason that is kept.</summary>
    Dismissed,

    /// <summary>Carried on as another incident.</summary>
    Merged,
}

/// <summary>What moves an incident from state to state.</summary>
public enum IncidentTrigger
{
    Confirm,
    Contain,
    Eradicate,
    Restore,
    Validate,
    Close,
    Back,
    Dismiss,
    Merge,
    Reopen,
}

/// <summary>Why an incident is dismissed.</summary>
public enum DismissalReason
{
    FalsePositive,
    Duplicate,
    Superseded,
    External,
    Cancelled,
}

/// <summary>How bad it is: 1 is worst. Written 1 to 5, P1 to P5 or by name.</summary>
public enum Severity
{
    Critical = 1,
    High = 2,
    Medium = 3,
    Low = 4,
    Informational = 5,
}

/// <summary>What kind of incident it is; the client's protocols are chosen by it.</summary>
public enum IncidentType
{
    Other,
    Ransomware,
    BusinessEmailCompromise,
    DataExfiltration,
    Insider,
    DenialOfService,
    LostDevice,
    SupplyChain,
}

/// <summary>A part somebody plays in one incident.</summary>
public enum IncidentRole
{
    Commander,
    TechnicalLead,
    CommunicationsLead,
    LegalLead,
    Scribe,
}

/// <summary>How these words are read aloud.</summary>
public static class IncidentWords
{
    public static string Words(this Severity severity) => $"P{(int)severity} {severity.ToString().ToLowerInvariant()}";

    public static string Words(this Enum value) => Kebab(value).Replace('-', ' ');

    public static string Kebab(this Enum value)
    {
        var name = value.ToString();
        var text = new System.Text.StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    public static bool IsActive(this IncidentState state) => state <= IncidentState.Review;

    /// <summary>The verb that a trigger is typed as.</summary>
    public static string Verb(this IncidentTrigger trigger) => trigger switch
    {
        IncidentTrigger.Confirm => "confirm",
        IncidentTrigger.Contain => "contained",
        IncidentTrigger.Eradicate => "eradicated",
        IncidentTrigger.Restore => "restored",
        IncidentTrigger.Validate => "validated",
        IncidentTrigger.Close => "close",
        IncidentTrigger.Back => "back",
        IncidentTrigger.Dismiss => "dismiss",
        IncidentTrigger.Merge => "merge",
        IncidentTrigger.Reopen => "reopen",
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, null),
    };
}
