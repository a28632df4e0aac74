using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Chat;

/// <summary>A form, written once; every platform renders it within its own limits. What is filled in becomes the arguments of one verb.</summary>
/// <param name="Title">Two or three words.</param>
/// <param name="Verb">Its name.</param>
/// <param name="About">Which incident, in words that a lock screen may show; null where it is about none.</param>
public sealed record Form(string Title, string Verb, string? About, string Submit, IReadOnlyList<FormField> Fields);

/// <summary>One thing that is asked.</summary>
/// <param name="Name">The verb's parameter, as its JSON names it.</param>
/// <param name="Value">What stands there at first.</param>
/// <param name="Choices">To choose one of; null where words are typed.</param>
public sealed record FormField(string Name, string Label, ParameterKind Kind, bool Required)
{
    public string? Value { get; init; }

    public string? Hint { get; init; }

    public IReadOnlyList<FormChoice>? Choices { get; init; }

    /// <summary>Room for several lines.</summary>
    public bool Long { get; init; }
}

/// <summary>One of several.</summary>
public sealed record FormChoice(string Value, string Label);
