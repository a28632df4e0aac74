namespace IncidentBot.Core.Obligations;

/// <summary>How a fact is compared.</summary>
public enum FactOperator
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    AnyOf,
    Includes,
}

/// <summary>One comparison of a fact with data of a row: <c>affected_by_us_state.CA</c> greater than 500.</summary>
public sealed record FactTest(string Fact, FactOperator Operator, IReadOnlyList<FactValue> Values, IReadOnlyDictionary<string, string> Questions, FactForm Form)
{
    public Truth Evaluate(FactSet facts) => Operator switch
    {
        FactOperator.Equal or FactOperator.Includes => facts.Has(Fact, Values[0]),
        FactOperator.NotEqual => facts.Has(Fact, Values[0]).Not(),
        FactOperator.AnyOf => Values.Select(value => facts.Has(Fact, value)).Any(),
        FactOperator.Greater => Compare(facts, (known, limit) => known > limit),
        FactOperator.GreaterOrEqual => Compare(facts, (known, limit) => known >= limit),
        FactOperator.Less => Compare(facts, (known, limit) => known < limit),
        FactOperator.LessOrEqual => Compare(facts, (known, limit) => known <= limit),
        _ => throw new InvalidOperationException($"No comparison {Operator}."),
    };

    /// <summary>The known fact that decided, for "because": <c>affected_by_us_state.CA is 12, not more than 500</c>.</summary>
    public string Because(FactSet facts, bool holds) => (facts[Fact], holds) switch
    {
        ({ } known, true) => $"{Fact} is {known}",
        ({ } known, false) => $"{Fact} is {known}, not {Words()}",
        (null, true) => $"{Fact} is {Words()}",
        (null, false) => $"{Fact} is not {Words()}",
    };

    /// <summary>What to ask while the test is undecided, and what to type: one question per value of a list that nobody has declared.</summary>
    public IEnumerable<FactQuestion> Ask(FactSet facts) => IsMembership(facts)
        ? Values.Where(value => facts.Has(Fact, value) is Truth.Unknown).Select(value => Question($"{Fact}.{value}", "yes|no", "true"))
        : [Question(Fact, Form.Placeholder, Words())];

    private FactQuestion Question(string name, string choices, string wanted) =>
        new(name, Questions.GetValueOrDefault(name) ?? $"Is {name} {wanted}?", $"fact {name}={choices}");

    private bool IsMembership(FactSet facts) =>
        Values.All(value => value is FactValue.Word) && (Operator is FactOperator.Includes || facts[Fact] is FactValue.Words || Form.Shape is FactShape.Several);

    private string Words() => Operator switch
    {
        FactOperator.NotEqual => $"other than {Values[0]}",
        FactOperator.Greater => $"more than {Values[0]}",
        FactOperator.GreaterOrEqual => $"{Values[0]} or more",
        FactOperator.Less => $"less than {Values[0]}",
        FactOperator.LessOrEqual => $"{Values[0]} or less",
        _ => string.Join(" or ", Values),
    };

    private Truth Compare(FactSet facts, Func<decimal, decimal, bool> holds)
    {
        var limit = ((FactValue.Number)Values[0]).Value;
        return facts[Fact] switch
        {
            FactValue.Number known => TruthTable.From(holds(known.Value, limit)),
            null when facts.AtLeast(Fact) is { } least => Bounded(least, limit),
            _ => Truth.Unknown,
        };
    }

    /// <summary>What a lower bound alone decides: enough is enough, too little may still grow.</summary>
    private Truth Bounded(decimal least, decimal limit) => Operator switch
    {
        FactOperator.Greater when least > limit => Truth.True,
        FactOperator.GreaterOrEqual when least >= limit => Truth.True,
        FactOperator.Less when least >= limit => Truth.False,
        FactOperator.LessOrEqual when least > limit => Truth.False,
        _ => Truth.Unknown,
    };
}
