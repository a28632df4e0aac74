namespace IncidentBot.Teams.Cards;

/// <summary>A message of words alone, as fields of the activity. A notification shows the words themselves: what has detail is a card.</summary>
public sealed record TeamsMessage(string Text)
{
    /// <summary>XML has three letters to escape; how a client reads an escaped mark of markdown is each client's own affair.</summary>
    public string TextFormat { get; } = "xml";

    /// <summary>Who is mentioned. Only what stands here is a mention, whatever the text looks like.</summary>
    public IReadOnlyList<MentionEntity>? Entities { get; init; }
}

/// <summary>Says that a piece of the text is a mention.</summary>
/// <param name="Text">The piece, letter by letter.</param>
public sealed record MentionEntity(string Text, Mentioned Mentioned)
{
    public string Type { get; } = "mention";
}

/// <summary>Somebody who is mentioned, by the id that Teams has for them.</summary>
public sealed record Mentioned(string Id, string Name);
