namespace IncidentBot.Teams.Cards;

/// <summary>How much Teams takes in a message, and how much people read.</summary>
internal static class TeamsLimits
{
    /// <summary>Of a message, a card or an answer as it is sent, in bytes of UTF-8. Teams' own limit has been 28 KB, 40 KB and 100 KB; some of it goes to the envelope.</summary>
    public const int Bytes = 25_000;

    /// <summary>Of the buttons of one card, in bytes; a button is let off its arguments before it is left out.</summary>
    public const int ButtonBytes = 14_000;

    /// <summary>Of what one button carries itself.</summary>
    public const int ButtonData = 2000;

    public const int ButtonText = 40;

    /// <summary>Buttons in a row, and below a card.</summary>
    public const int Row = 6;

    public const int Buttons = 40;

    public const int Refreshers = 60;

    public const int Title = 250;

    public const int Footnote = 1500;

    /// <summary>Of the words for notifications; a lock screen shows less.</summary>
    public const int Fallback = 300;

    /// <summary>Of one line, so that one long answer does not push the rest out.</summary>
    public const int Line = 3000;

    public const int DialogTitle = 60;

    public const int Label = 200;

    public const int Hint = 400;

    public const int Placeholder = 150;

    /// <summary>Of an option's words, and of its value; a longer value is carried beside the form.</summary>
    public const int Option = 75;

    /// <summary>Of a sentence about what was filled in.</summary>
    public const int Error = 500;

    /// <summary>Of what a form carries itself beside its fields.</summary>
    public const int FormData = 4000;

    /// <summary>Of all that was filled into a form, in bytes, as far as the form is shown again with it: with more a card would weigh too much.</summary>
    public const int Filled = 12_000;

    /// <summary>From so many options on, letters are typed to find one.</summary>
    public const int Listed = 12;
}
