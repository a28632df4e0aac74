using IncidentBot.Core;

namespace IncidentBot.Host.Console;

/// <summary>Why no package for Teams is made, in the sentences people see.</summary>
internal static class TeamsPackageRefusals
{
    public static Refusal AppMissing() => new("app-missing", "No app is set up for Teams. Set Teams:AppId, or give the app's (client) id in Entra: --app-id 00000000-1111-2222-3333-444444444444.");

    public static Refusal NoApp(string where, string said) => new("no-app", $"{where} is \"{said}\", which is no app's id in Entra. It looks like 00000000-1111-2222-3333-444444444444.");

    public static Refusal SeveralApps(IReadOnlyList<string> apps) => new("several-apps", $"Several apps are set up for Teams, and each has a package of its own. Choose one: --app-id {string.Join(" or --app-id ", apps)}.");

    public static Refusal DomainMissing() => new("domain-missing", "PublicUrl is not set. Set it to the https address at which people open IncidentBot, or give the name: --domain incidents.example.com.");

    public static Refusal NoDomain(string where, string said) => new("no-domain", $"{where} is \"{said}\". Teams needs a name that people outside open over https, such as incidents.example.com: no address in numbers, and not this machine.");
}
