namespace IncidentBot.Core.Chat;

/// <summary>What a verb still has to be told, written once; every platform renders it within its own limits, and <see cref="FormAnswers"/> turns what was filled in into the verb.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Verb">The verb that it becomes.</param>
/// <param name="Incident">The reference of the incident that it is about; empty where there is none.</param>
/// <param name="OfferedState">The state for which it was offered; another one means that it is stale.</param>
/// <param name="Once">What makes a second sending of this very form one delivery with the first. A button's own once-key stands for its own arguments alone, so a form has one of its own.</param>
/// <param name="Submit">What is pressed to send it.</param>
/// <param name="Fields">What is asked, in order. May be none: then it only asks to confirm.</param>
public sealed record Form(string Title, string Verb, string Incident, string? OfferedState, string Once, string Submit, IReadOnlyList<FormField> Fields)
{
    /// <summary>What it is about, as markup of <see cref="Prose"/>.</summary>
    public string? Intro { get; init; }

    /// <summary>The arguments as JSON that are settled already and not asked.</summary>
    public string Arguments { get; init; } = "{}";
}

/// <summary>One input of a form.</summary>
/// <param name="Name">The verb's parameter as JSON writes it.</param>
/// <param name="Label">The question, in words for people.</param>
public sealed record FormField(string Name, string Label, FieldKind Kind)
{
    public bool Required { get; init; }

    /// <summary>What stands there at first: a text, a number, "true", an option's value, or one <c>name=value</c> a line.</summary>
    public string? Value { get; init; }

    public string? Hint { get; init; }

    /// <summary>An example, shown while it is empty.</summary>
    public string? Example { get; init; }

    /// <summary>What can be chosen, at most <see cref="MostOptions"/>. Text with options is a choice; without any it is typed.</summary>
    public IReadOnlyList<FormOption> Options { get; init; } = [];

    /// <summary>In UTF-16 units.</summary>
    public int MaxLength { get; init; } = Incidents.Limits.Text;

    /// <summary>As many as the narrowest platform shows.</summary>
    public const int MostOptions = 100;
}

/// <summary>Something that can be chosen.</summary>
public sealed record FormOption(string Value, string Label);

/// <summary>How a field is filled in.</summary>
public enum FieldKind
{
    Text,
    LongText,
    Number,

    /// <summary>A box to tick.</summary>
    Flag,

    /// <summary>One of its options.</summary>
    Choice,

    /// <summary>One of its options: the id of a person.</summary>
    Person,

    /// <summary>One of its options: an incident's reference.</summary>
    Incident,

    /// <summary>A date, typed year first.</summary>
    Day,

    /// <summary>A date, or a date and a time, typed year first.</summary>
    Moment,

    /// <summary>Separated by commas.</summary>
    List,

    /// <summary>One <c>name=value</c> a line.</summary>
    Pairs,
}
