using System.Text.Json.Serialization;

namespace IncidentBot.Teams.Cards;

/// <summary>A question of a form.</summary>
public abstract record CardInput(string Id) : CardElement
{
    public string? Label { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsRequired { get; init; }

    /// <summary>What Teams says by itself when it is required and empty.</summary>
    public string? ErrorMessage { get; init; }
}

/// <summary>Typed letters.</summary>
public sealed record TextInput(string Id) : CardInput(Id)
{
    public string? Placeholder { get; init; }

    public string? Value { get; init; }

    public int? MaxLength { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsMultiline { get; init; }
}

/// <summary>A typed number.</summary>
public sealed record NumberInput(string Id) : CardInput(Id)
{
    public string? Placeholder { get; init; }

    public int? Value { get; init; }
}

/// <summary>A day that is picked, as yyyy-MM-dd.</summary>
public sealed record DateInput(string Id) : CardInput(Id)
{
    public string? Value { get; init; }
}

/// <summary>A time of day that is picked, as HH:mm.</summary>
public sealed record TimeInput(string Id) : CardInput(Id)
{
    public string? Value { get; init; }
}

/// <summary>A box to tick; it sends "true" or "false".</summary>
public sealed record ToggleInput(string Id, string Title) : CardInput(Id)
{
    public string? Value { get; init; }

    public bool Wrap { get; } = true;
}

/// <summary>One of several.</summary>
public sealed record ChoiceSetInput(string Id, IReadOnlyList<Choice> Choices) : CardInput(Id)
{
    /// <summary>"compact", or "filtered" where letters are typed to find one of many.</summary>
    public required string Style { get; init; }

    public string? Placeholder { get; init; }

    public string? Value { get; init; }
}

/// <summary>Something that can be chosen.</summary>
public sealed record Choice(string Title, string Value);
