namespace IncidentBot.Tests.Parity;

/// <summary>What is not everywhere, and must not be missing anywhere else.</summary>
/// <param name="What">A verb, or what can be done beside verbs, as the page calls it.</param>
/// <param name="Platform">Where it is not.</param>
/// <param name="Because">What forces it.</param>
/// <param name="Instead">What people do there.</param>
/// <param name="Source">Where that is to be read.</param>
internal sealed record Gap(string What, string Platform, string Because, string Instead, string Source)
{
    private const string Web = "Web room";

    private const string Reactions = "https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events#message-reaction-events";

    private const string Heard = "https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/channel-messages-with-rsc";

    /// <summary>All that are known. Whatever else is missing somewhere is to be mended.</summary>
    public static IReadOnlyList<Gap> Known { get; } =
    [
        new("`link`", Web, "It says who somebody is on a chat platform, and in the web room whoever reads it is signed in.", "The page *Account* makes the code and confirms it.", "[sign-in.md](sign-in.md)"),
        new(Ability.RecordByReaction.Words(), "Teams", "Teams tells a bot of reactions to its own messages alone.", "*Add to timeline* in the menu of the message.", $"[Microsoft]({Reactions})"),
        new(Ability.RecordByReaction.Words(), Web, "There are no reactions in it.", "*Pin* beside the message.", "[README](../README.md)"),
        new(Ability.ChangeRecorded.Words(), "Teams", "Teams tells a bot of a message only if it mentions the bot, or if the bot may read everything that is said there, which IncidentBot does not ask for.", "Of a message that mentions the bot it is recorded; of any other the timeline has what it said when it was put there.", $"[Microsoft]({Heard})"),
        new(Ability.ChangeRecorded.Words(), Web, "What was said in the web room can be neither changed nor taken away.", "Nothing is needed.", "[README](../README.md)"),
        new(Ability.OwnCard.Words(), "Slack", "A message is the same for everybody who reads it.", "Whoever presses what they may not is told so, alone.", "[Slack](https://docs.slack.dev/messaging/modifying-messages)"),
    ];
}
