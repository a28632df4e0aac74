namespace IncidentBot.Core.Obligations;

/// <summary>Computes when a row is due from what is recorded. Pure: the same claims and facts give the same answer whenever it is asked.</summary>
public sealed class DueCalculator(Catalogue catalogue)
{
    /// <param name="row">The clock.</param>
    /// <param name="log">Every claim about events.</param>
    /// <param name="facts">What is declared; decides choices and eligibility, not applicability.</param>
    /// <param name="place">Zone and calendar where the row leaves them open.</param>
    /// <param name="parameter">The state or authority of a parameterised clock: events such as <c>row.sent[IA]</c> come first.</param>
    public DueResult Calculate(ObligationRow row, EventLog log, FactSet facts, ClockPlace? place = null, string? parameter = null) =>
        new DueCalculation(catalogue, row, log, facts, place ?? ClockPlace.Unknown, parameter).Result();

    /// <summary>What a recorded event does to the facts. Ask it with the event already in the log.</summary>
    public FactConsequence ConsequenceOf(string eventName, EventLog log, FactSet facts, ClockPlace? place = null)
    {
        if (catalogue.EventFacts.FirstOrDefault(pair => pair.Event == eventName) is not { } paired)
        {
            return new FactConsequence.Nothing();
        }

        var said = FactValue.Of(Says(paired, log, facts, place ?? ClockPlace.Unknown));
        return facts[paired.Fact] switch
        {
            null => new FactConsequence.Sets(paired.Fact, said),
            var declared when declared.Equals(said) => new FactConsequence.Nothing(),
            var declared => new FactConsequence.Contradicts(
                paired.Fact, declared, said, $"{paired.Fact} is recorded as {declared}, but {catalogue.WordsFor(eventName)} says {said}. Which is right? Record: fact {paired.Fact}={said}"),
        };
    }

    private bool Says(PairedFact paired, EventLog log, FactSet facts, ClockPlace place) =>
        paired.ByDueOf is not { } id || catalogue.Find(id) is not { } row
            ? paired.Value
            : new DueCalculation(catalogue, row, log, facts, place, null).Says(paired);
}
