using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Verbs;

/// <summary>What somebody said: the text and who is mentioned where in it.</summary>
public sealed record VerbLine(string Text, IReadOnlyList<Mention> Mentions)
{
    public VerbLine(string text)
        : this(text, [])
    {
    }
}

/// <summary>A span of a line that the chat platform says is a person. Typed text never becomes one.</summary>
public readonly record struct Mention(int Start, int Length, Id<Person> Person);
