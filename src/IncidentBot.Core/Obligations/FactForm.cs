namespace IncidentBot.Core.Obligations;

/// <summary>What one fact may say: how it is asked without suggesting an answer, and what is taken for one.</summary>
/// <param name="Name">As the catalogue spells it.</param>
/// <param name="Shape">Yes or no, a count, or words.</param>
/// <param name="Choices">The words to choose from; empty for the others.</param>
public sealed record FactForm(string Name, FactShape Shape, IReadOnlyList<string> Choices)
{
    /// <summary>Names that start like this belong to no catalogue: no row looks at them, and any value will do.</summary>
    public const string FreePrefix = "x-";

    /// <summary>What stands behind the equals sign of a question. Typed as it stands it is refused, so that nobody answers by copying.</summary>
    public string Placeholder => Shape switch
    {
        FactShape.YesNo => "yes|no",
        FactShape.Count => "<number>",
        _ => string.Join('|', Choices),
    };

    /// <summary>The value in the catalogue's spelling, or null when it is none of those that the fact may have.</summary>
    public string? Read(string typed) => (FactValue.Parse(typed), Shape) switch
    {
        (FactValue.Flag, FactShape.YesNo) => typed.Trim(),
        (FactValue.Number { Value: >= 0 } count, FactShape.Count) when decimal.IsInteger(count.Value) => typed.Trim(),
        (FactValue.Word word, FactShape.OneOf or FactShape.Several) => Choice(word.Value),
        (FactValue.Words words, FactShape.Several) when words.Values.Select(Choice).ToList() is var read && read.All(one => one is not null) => string.Join(',', read),
        _ => null,
    };

    /// <summary>For a refusal: yes or no, a whole number, one of these words.</summary>
    public string Words => Shape switch
    {
        FactShape.YesNo => "yes or no",
        FactShape.Count => "a whole number",
        FactShape.OneOf => $"one of {string.Join(", ", Choices)}",
        FactShape.Several => $"any of {string.Join(", ", Choices)}, with commas between",
        _ => throw new InvalidOperationException($"No shape {Shape}."),
    };

    private string? Choice(string word) => Choices.FirstOrDefault(one => string.Equals(one, word.Trim(), StringComparison.OrdinalIgnoreCase));
}

/// <summary>The kinds of facts.</summary>
public enum FactShape
{
    YesNo,
    Count,
    OneOf,

    /// <summary>A list: each of its words can be declared by itself as well.</summary>
    Several,
}
