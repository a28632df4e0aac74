namespace IncidentBot.Crashes;

/// <summary>The plan of the client whose incidents are run: every contact has mail or a webhook, and levels are short.</summary>
internal static class CrashPlan
{
    public const string Client = "wingtip";

    /// <summary>Who may be paged by name.</summary>
    public static readonly string[] Contacts = ["lena", "counsel", "desk", "soc", "legal", "insurer"];

    /// <summary>By mail and webhook, for each reminder: Lena by both, counsel by mail, the night SOC by webhook.</summary>
    public const int SendsPerReminder = 4;

    public static string Text(Uri sink) => $$"""
        slug: {{Client}}
        name: Wingtip Toys
        zone: Europe/Berlin
        provider: {slug: northwind, name: Northwind Managed Security}
        people:
          - {handle: sam, name: Sam Okafor, employer: provider, grants: [incident-manager, responder]}
          - {handle: nora, name: Nora Whitfield, employer: provider, grants: [incident-manager, responder]}
          - {handle: lena, name: Lena Park, employer: client, grants: [legal]}
          - {handle: mia, name: Mia Stone, employer: client, grants: [executive]}
        contacts:
          - {key: sam, name: Sam Okafor, kind: msp, person: sam, methods: [{kind: web}, {kind: webhook, address: "{{sink}}sam"}]}
          - {key: nora, name: Nora Whitfield, kind: msp, person: nora, methods: [{kind: web}, {kind: mail, address: nora@northwind.example.com}]}
          - {key: lena, name: Lena Park, kind: legal, person: lena, methods: [{kind: web}, {kind: mail, address: lena@wingtip.example.com}, {kind: webhook, address: "{{sink}}lena"}]}
          - {key: mia, name: Mia Stone, kind: internal, person: mia, methods: [{kind: web}, {kind: mail, address: mia@wingtip.example.com}]}
          - {key: counsel, name: Night counsel, kind: legal, methods: [{kind: mail, address: night@treyfairbanks.example.com}]}
          - {key: desk, name: Claims desk, kind: insurer, methods: [{kind: mail, address: claims@fabrikam.example.com}]}
          - {key: soc, name: Night SOC, kind: vendor, methods: [{kind: webhook, address: "{{sink}}soc"}]}
        roles:
          incident-manager: {contact: sam, deputies: [nora]}
          legal: {contact: lena, deputies: [counsel, soc]}
          insurer: {contact: desk, deputies: [soc]}
        escalation:
          - severities: [1, 2, 3, 4, 5]
            levels:
              - {page: [incident-manager], wait: 1m}
              - {page: [lena, desk, sam], wait: 1m}
        jurisdictions:
          - {code: EU-DE, zone: Europe/Berlin, calendar: DE-BE}
        legal:
          set_by: lena
          set_on: 2026-09-14
          facts: {client_role: controller, gdpr_in_scope: true}
        protocols:
          other:
            triage: [Verify the alert]
        """;
}
