using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>What a line turned out to be.</summary>
public abstract record VerbReading
{
    private VerbReading()
    {
    }

    /// <summary>A verb to act on, and the incident that the line names, if it names one.</summary>
    public sealed record Parsed(IVerb Verb, Grammar Grammar, IncidentReference? Incident) : VerbReading;

    /// <summary>Meant as a verb, but not understood; nothing is done.</summary>
    public sealed record Refused(Refusal Refusal, Grammar? Grammar) : VerbReading;

    /// <summary>Free text that is no verb. It never acts; the nearest names are for asking what was meant.</summary>
    public sealed record Unknown(string Text, IReadOnlyList<string> Nearest) : VerbReading;
}
