using IncidentBot.Core;
using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Inbox;

/// <summary>What is refused in Teams alone, in the sentences people see.</summary>
public static class TeamsRefusals
{
    public static Refusal NotInstalled() => new("not-installed", "IncidentBot does not know whose this organisation is yet, so nothing was done. An operator of IncidentBot can say so in its settings.");

    public static Refusal Nobody(string why) => new("nobody", (Prose)$"{why}");

    public static Refusal NoSuchButton() => new("no-such-button", "This button is from another time and means nothing any more. Nothing was done; `status` shows how it stands.");

    public static Refusal NotInARoom() => new("not-in-a-room", "That message is not in the room of an incident. Nothing was recorded; in a room it can be put on the timeline, elsewhere use `note`.");

    public static Refusal NoSuchCommand() => new("no-such-command", "IncidentBot has no such command any more. Nothing was done; `help` lists what you can say.");
}
