using IncidentBot.Core.Organisations;

namespace IncidentBot.Host.Web.Pages;

/// <summary>What each grant lets somebody do, in one breath. The table that decides is <see cref="IncidentBot.Core.Verbs.PermissionTable"/>.</summary>
public static class GrantWords
{
    public static string For(GrantRole role) => role switch
    {
        GrantRole.IncidentManager => "runs incidents; may override, merge, reopen and dismiss",
        GrantRole.Responder => "works incidents: stages, facts, people, tasks and pages",
        GrantRole.Legal => "decides legal clocks, records what starts them, signs off post-mortems",
        GrantRole.Executive => "declares, reads everything, writes notes",
        GrantRole.Member => "declares, reads what is not confidential, does tasks given to them",
        GrantRole.Operator => "keeps the installation running: alarms and retries",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
