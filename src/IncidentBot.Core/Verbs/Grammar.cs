namespace IncidentBot.Core.Verbs;

/// <summary>How one verb is written, whatever its type: what help shows, what <see cref="GrammarSet"/> reads and writes.</summary>
public abstract class Grammar
{
    private readonly Lazy<GrammarParts> parts;

    private protected Grammar(string[] names)
    {
        Names = names;
        parts = new Lazy<GrammarParts>(() => new GrammarParts(this, VerbShape.Of(VerbType)));
    }

    /// <summary>The verb's own name first, then its aliases. A name may be two words: "task add".</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The verb's own name.</summary>
    public string Name => Names[0];

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public string? Rest { get; init; }

    /// <summary>Once the rest has begun it runs to the end, whatever looks like an option in it: it is a file.</summary>
    public bool RestIsFile { get; init; }

    /// <summary>One line for help.</summary>
    public required string Summary { get; init; }

    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Further lines of help.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>One line of help for each parameter that needs it, by its name as an option is written.</summary>
    public IReadOnlyDictionary<string, string> Descriptions { get; init; } = new Dictionary<string, string>();

    /// <summary>Names that already say the first argument: <c>p1</c> is <c>severity 1</c>.</summary>
    public IReadOnlyDictionary<string, string> Shorthands { get; init; } = new Dictionary<string, string>();

    public abstract Type VerbType { get; }

    /// <summary>Whether an incident may stand before the verb or after its name.</summary>
    public bool TakesIncident => VerbType.IsAssignableTo(typeof(IIncidentVerb)) || VerbType.IsAssignableTo(typeof(IClientVerb));

    /// <summary>Of a line and of each text in it, in UTF-16 units.</summary>
    public int Longest { get; init; } = GrammarSet.LongestLine;

    /// <summary>The parameters of the record's primary constructor, in its order.</summary>
    public IReadOnlyList<VerbParameter> Parameters => parts.Value.All;

    /// <summary>The line that help shows: <c>severity &lt;to&gt; [because…]</c>.</summary>
    public string Usage => parts.Value.Usage;

    internal GrammarParts Parts => parts.Value;

    /// <summary>The grammar of a verb, made once.</summary>
    public static Grammar<TVerb> Of<TVerb>()
        where TVerb : IVerb<TVerb> => Made<TVerb>.Grammar;

    public override string ToString() => Usage;

    private static class Made<TVerb>
        where TVerb : IVerb<TVerb>
    {
        public static readonly Grammar<TVerb> Grammar = TVerb.Grammar;
    }
}

/// <summary>How a verb is written. The parameters of the record's primary constructor are its words: those named in <see cref="Grammar.Arguments"/> come in order,
/// <see cref="Grammar.Rest"/> takes the raw rest of the line, every other one is an option <c>--name</c>.</summary>
public sealed class Grammar<TVerb>(params string[] names) : Grammar(names)
    where TVerb : IVerb
{
    public override Type VerbType => typeof(TVerb);
}
