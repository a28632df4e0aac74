namespace IncidentBot.Core.Obligations;

/// <summary>The fact that an event says when it is recorded: a ransom was paid, so <c>ransom_paid=true</c>.</summary>
/// <param name="Event">The event that is recorded.</param>
/// <param name="Fact">The fact it sets.</param>
/// <param name="Value">Its value.</param>
/// <param name="ByDueOf">Only when the event came by the due date of this row; later than that it says the opposite.</param>
public sealed record PairedFact(string Event, string Fact, bool Value, string? ByDueOf);

/// <summary>What recording an event does to the facts: nothing new, a fact to set, or a contradiction to ask about.</summary>
public abstract record FactConsequence
{
    private FactConsequence()
    {
    }

    /// <summary>No fact goes with the event, or the fact already has that value.</summary>
    public sealed record Nothing : FactConsequence;

    /// <summary>Set this.</summary>
    public sealed record Sets(string Fact, FactValue Value) : FactConsequence;

    /// <summary>Somebody declared otherwise: ask.</summary>
    public sealed record Contradicts(string Fact, FactValue Declared, FactValue Said, string Question) : FactConsequence;
}
