namespace IncidentBot.Slack.Cards;

/// <summary>How much Slack takes in a message.</summary>
internal static class SlackLimits
{
    public const int Blocks = 50;
    public const int Header = 150;
    public const int Topic = 250;
    public const int Context = 3000;
    public const int Buttons = 25;
    public const int ButtonText = 75;
    public const int ButtonValue = 2000;

    public const int ViewBlocks = 100;

    /// <summary>Of a form's title and buttons.</summary>
    public const int ViewTitle = 24;
    public const int Metadata = 3000;
    public const int Label = 2000;
    public const int Placeholder = 150;
    public const int Options = 100;

    /// <summary>Of an option's text and of its value.</summary>
    public const int Option = 75;

    /// <summary>Of what is typed into one field.</summary>
    public const int Typed = 3000;

    /// <summary>Of a sentence beside a field.</summary>
    public const int Error = 2000;

    /// <summary>Of the words for notifications. Slack takes more, and a lock screen shows less.</summary>
    public const int Fallback = 300;

    /// <summary>Of one line, so that one long answer does not push the rest out.</summary>
    public const int Line = 3000;

    /// <summary>Of all letters together. Slack refuses somewhere above 9,600 (msg_blocks_too_long; it does not say where, and people measured that many pass in 50 blocks).</summary>
    public const int Letters = 9000;

    /// <summary>What each piece of rich text counts beside its letters.</summary>
    public const int Piece = 10;
}
