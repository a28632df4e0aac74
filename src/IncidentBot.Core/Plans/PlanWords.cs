namespace IncidentBot.Core.Plans;

/// <summary>The words that a plan may use where it has to choose one.</summary>
public static class PlanWords
{
    public const string OtherType = "other";

    public const string LegalRole = "legal";

    public const string ManagerRole = "incident-manager";

    public const string PartnerRole = "partner";

    public const string WebMethod = "web";

    public const string MailMethod = "mail";

    public const string TextMethod = "sms";

    public const string VoiceMethod = "voice";

    public const string PagerDutyMethod = "pagerduty";

    public const string WebhookMethod = "webhook";

    public static IReadOnlyList<string> Employers { get; } = ["provider", "client"];

    public static IReadOnlyList<string> Grants { get; } = ["operator", "incident-manager", "responder", "legal", "executive", "member"];

    public static IReadOnlyList<string> ContactKinds { get; } = ["internal", "legal", "pr", "msp", "insurer", "law-enforcement", "regulator", "vendor"];

    public static IReadOnlyList<string> MethodKinds { get; } = [WebMethod, MailMethod, TextMethod, VoiceMethod, PagerDutyMethod, WebhookMethod];

    public static IReadOnlyList<string> IncidentTypes { get; } =
        ["ransomware", "business-email-compromise", "data-exfiltration", "insider", "denial-of-service", "lost-device", "supply-chain", OtherType];

    public static IReadOnlyList<string> Stages { get; } = ["triage", "containment", "eradication", "recovery", "validation"];

    public static IReadOnlyList<string> Horizons { get; } = ["short", "long"];

    public static IReadOnlyList<string> Actions { get; } =
    [
        "isolate", "disable-account", "block-ip", "block-domain", "revoke-sessions", "reset-credentials", "preserve-evidence", "wipe-device",
        "firewall", "patch", "remove-malware", "restore-backup", "rebuild", "scan", "test", "monitor", "notify",
    ];

    public static IReadOnlyList<string> AssetKinds { get; } = ["server", "workstation", "network", "identity", "application", "cloud", "data", "backup", "site"];

    /// <summary>The worst first.</summary>
    public static IReadOnlyList<string> Criticalities { get; } = ["high", "medium", "low"];

    /// <summary>What a template may leave open: nothing that a confidential incident hides.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["codename", "reference"];
}
