namespace IncidentBot.Core.Plans.Editing;

/// <summary>The parts of a plan that can be changed by themselves, in the order of the file.</summary>
public static class PlanSections
{
    public const string Contacts = "contacts";

    /// <summary>Who the client and the provider are stays with the file.</summary>
    private static readonly string[] Fixed = ["slug", "name", "zone", "provider"];

    public static IReadOnlyList<PlanSection> All { get; } =
    [
        new("people", "Who has an account, and what they may do for this client.", "people:\n  - handle: lena\n    name: Lena Park\n    employer: client\n    grants: [legal]"),
        new(Contacts, "Whom to reach, and how.", "contacts:\n  - key: lena\n    name: Lena Park\n    kind: legal\n    methods:\n      - {kind: voice, address: \"+15125550112\"}"),
        new("verify_contacts", "How often the contacts are tested, such as verify_contacts: 90d.", "verify_contacts: 90d"),
        new("roles", "Who plays which part, and who stands in for them.", "roles:\n  incident-manager: {contact: nora, deputies: [ravi]}\n  legal: {contact: lena, deputies: [milo]}"),
        new("escalation", "Who is paged when an incident is declared, by severity.", "escalation:\n  - severities: [1, 2, 3, 4, 5]\n    levels:\n      - {page: [incident-manager, legal], wait: 5m}"),
        new("jurisdictions", "Places whose law may ask something.", "jurisdictions:\n  - code: US-TX\n    zone: America/Chicago\n    calendar: US-TX\n    authorities:\n      - {name: Texas Attorney General}"),
        new("legal", "What counsel has said about the client's standing before the law. Counsel alone changes it.", "legal:\n  entity_zone: America/Chicago\n  set_by: lena\n  set_on: 2026-09-14\n  facts:\n    client_role: controller"),
        new("insurance", "Policy, notice clause, hotline and panel firms.", "insurance:\n  insurer: Fabrikam Specialty Insurance\n  policy: FSI-CY-2026-00417\n  contact: fabrikam-claims\n  hotline: \"+12125550130\""),
        new("protocols", "What is done in each type of incident, stage by stage.", "protocols:\n  other:\n    triage:\n      - {title: Verify the alert, role: technical-lead}"),
        new("communication", "Who may say what to whom, with templates.", "communication:\n  - audience: press\n    speaker: communications\n    approval: [legal]\n    say: Only what counsel has agreed to"),
        new("assets", "Systems of note, whose they are and how much hangs on them.", "assets:\n  - name: FS01\n    kind: server\n    owner: it-lead\n    criticality: high"),
        new("tools", "Consoles and documents that are at hand in an incident.", "tools:\n  - name: EDR console\n    for: isolating machines\n    url: https://edr.example.com"),
        new("reviewed", "When the plan was last gone through, and by whom.", "reviewed: {on: 2026-11-01, by: nora}"),
    ];

    /// <summary>Every key of a plan, in the order in which they are written.</summary>
    internal static IReadOnlyList<string> Order { get; } = [.. Fixed, .. All.Select(one => one.Name)];

    public static PlanSection? Find(string name) => All.FirstOrDefault(one => string.Equals(one.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));
}

/// <param name="Name">Its key in the file.</param>
/// <param name="About">What it says, for people.</param>
/// <param name="Example">How it begins.</param>
public sealed record PlanSection(string Name, string About, string Example);
