using IncidentBot.Slack.Blocks;

namespace IncidentBot.Slack.Cards;

/// <summary>What a message, an answer or a view shows.</summary>
/// <param name="Text">For notifications and lock screens: what to do, no detail. It is escaped already.</param>
public sealed record SlackContent(string Text, IReadOnlyList<Block> Blocks);
