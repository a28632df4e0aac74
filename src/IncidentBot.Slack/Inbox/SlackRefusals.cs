using IncidentBot.Core;
using IncidentBot.Core.Chat;

namespace IncidentBot.Slack.Inbox;

/// <summary>What is refused in Slack alone, in the sentences people see.</summary>
public static class SlackRefusals
{
    public static Refusal NotInstalled() => new("not-installed", "IncidentBot does not know this workspace yet, so nothing was done. An operator of IncidentBot can add it.");

    public static Refusal Nobody(string why) => new("nobody", (Prose)$"{why}");

    public static Refusal NoSuchButton() => new("no-such-button", "This button is from another time and means nothing any more. Nothing was done; `status` shows how it stands.");

    public static Refusal FormNotOpened(string verb) => new("form-not-opened", $"Slack did not open the form in time, so nothing was done. Press again, or type it: `help {verb}` shows how.");

    public static Refusal NotInARoom() => new("not-in-a-room", "That message is not in the room of an incident. Nothing was recorded; in a room it can be put on the timeline, elsewhere use `note`.");

    public static Refusal MessageGone() => new("message-gone", "That message could not be read any more, so nothing was recorded.");
}
