using System.Reflection;

namespace IncidentBot.Core.Verbs;

/// <summary>One thing that a verb takes, as help, forms and the completion list see it.</summary>
public sealed class VerbParameter
{
    private readonly PropertyInfo property;

    internal VerbParameter(VerbShape.Member member, int index, ParameterPlace place, string? description)
    {
        property = member.Property;
        Index = index;
        Name = member.Name;
        JsonName = member.JsonName;
        Kind = member.Kind;
        IsRequired = member.IsRequired;
        Default = member.Default;
        Choices = member.Choices;
        Place = place;
        Description = description;
    }

    /// <summary>In lower case with dashes, as an option is written.</summary>
    public string Name { get; }

    /// <summary>In camel case, as <see cref="VerbJson"/> writes it.</summary>
    public string JsonName { get; }

    public ParameterKind Kind { get; }

    public ParameterPlace Place { get; }

    public bool IsRequired { get; }

    public object? Default { get; }

    public string? Description { get; }

    /// <summary>The words to choose from; null unless it is a <see cref="ParameterKind.Choice"/>.</summary>
    public Choices? Choices { get; }

    internal int Index { get; }

    internal bool TakesSeveral => Kind is ParameterKind.List or ParameterKind.Words;

    internal object? Of(IVerb verb) => property.GetValue(verb);
}

/// <summary>What a parameter takes.</summary>
public enum ParameterKind
{
    Text,
    Number,

    /// <summary>Yes when it is named: <c>--confidential</c>.</summary>
    Flag,
    Choice,

    /// <summary>A person, mentioned; typed text never names one.</summary>
    Person,
    Incident,

    /// <summary>Separated by commas; the option may be repeated.</summary>
    List,

    /// <summary>Words <c>name=value</c>.</summary>
    Words,
}

/// <summary>Where a parameter stands in the line.</summary>
public enum ParameterPlace
{
    Argument,
    Rest,
    Option,
}
