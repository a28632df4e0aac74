namespace IncidentBot.Core.Verbs;

/// <summary>How a verb is written. The parameters of the record's primary constructor are its words: those named in <see cref="Arguments"/> come in order,
/// <see cref="Rest"/> takes the raw rest of the line, every other one is an option <c>--name</c>.</summary>
public sealed class Grammar<TVerb>(params string[] names)
    where TVerb : IVerb
{
    /// <summary>The verb's own name first, then its aliases. A name may be two words: "task add".</summary>
    public IReadOnlyList<string> Names { get; } = names;

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public string? Rest { get; init; }

    /// <summary>One line for help.</summary>
    public required string Summary { get; init; }

    public IReadOnlyList<string> Examples { get; init; } = [];
}
