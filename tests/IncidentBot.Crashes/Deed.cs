namespace IncidentBot.Crashes;

/// <summary>Something that somebody asked the bot to do, under one delivery key, however often it had to be sent.</summary>
/// <param name="Kind">The verb's first word, or <c>talk</c>.</param>
/// <param name="Incident">Where; null for a declaration.</param>
/// <param name="Mark">A word that nothing else holds; it stands in the line where the verb takes free text.</param>
internal sealed record Deed(string Who, string Kind, string Line, string? Incident, string Mark)
{
    public string Key { get; } = Guid.NewGuid().ToString("N");

    /// <summary>How often it was sent.</summary>
    public int Sends { get; set; }

    /// <summary>The bot's answer; null while it has none, or when its sender gave up.</summary>
    public Answer? Answer { get; set; }

    /// <summary>It was sent once more after it had been answered, and the bot answered otherwise.</summary>
    public string? OtherAnswer { get; set; }

    public bool Taken => Answer is { Code: null };

    /// <summary>Its mark is on the timeline when it was done.</summary>
    public bool Marked => Kind is "note" or "page" or "severity" or "update";
}

/// <summary>What the bot said.</summary>
/// <param name="Code">Of a refusal; null when it was done.</param>
internal sealed record Answer(string Html, string? Code, string? Incident);
