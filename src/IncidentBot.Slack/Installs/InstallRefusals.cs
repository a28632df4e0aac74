using IncidentBot.Core;
using IncidentBot.Core.Chat;

namespace IncidentBot.Slack.Installs;

/// <summary>Why the app was not installed, in the sentences an operator sees.</summary>
public static class InstallRefusals
{
    public static RefusalException NoAddress() => new(new Refusal("no-public-url", "Set PublicUrl first: Slack leads back to it, and it must be one of the app's redirect URLs."));

    public static RefusalException NotYours() => new(new Refusal("not-your-install", "This way back from Slack is too old, was used already, or began in another session. Nothing was installed; begin again from the list of workspaces."));

    public static RefusalException Declined() => new(new Refusal("install-declined", "Slack says that the app was not allowed, so nothing was installed. Somebody who may install apps in that workspace has to allow it."));

    public static RefusalException Refused(string code) => new(new Refusal("install-refused", (Prose)$"Slack did not complete the installation ({code}), so nothing was installed. Begin again; if it says so once more, compare Slack:ClientId, Slack:ClientSecret and the redirect URL with the app's settings."));

    public static RefusalException SomebodyElses(string workspace) => new(new Refusal("workspace-taken", (Prose)$"{workspace} belongs to another organisation here already. Nothing was changed: whose people its members are decides what they may see."));

    public static RefusalException NoSuchOrganisation() => new(new Refusal("no-such-organisation", "There is no such organisation. The list of workspaces has a button for each."));
}
