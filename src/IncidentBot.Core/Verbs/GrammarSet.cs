using IncidentBot.Core.Incidents;
using IncidentBot.Core.Timeline;

namespace IncidentBot.Core.Verbs;

/// <summary>All verbs as text: reads what people type and writes what they could have typed. Any line gets a reading; none throws.</summary>
/// <remarks>
/// The incident may stand before the verb (<c>INC-42 note it is back</c>) or directly after its name (<c>note INC-42 it is back</c>).
/// A verb whose own first argument is an incident takes a single reference after its name as that argument (<c>merge INC-7</c>);
/// of two, the first is the incident (<c>merge INC-3 INC-7</c> is <c>INC-3 merge INC-7</c>). Once the incident is said, no later reference is taken for it.
/// </remarks>
public sealed class GrammarSet
{
    /// <summary>The longest line that is read where its verb says nothing else, in UTF-16 units.</summary>
    public const int LongestLine = 4000;

    private readonly Dictionary<Type, Grammar> byType;
    private readonly VerbNames names;
    private readonly int longest;

    public GrammarSet(IEnumerable<Grammar> grammars)
    {
        All = [.. grammars];
        byType = All.ToDictionary(grammar => grammar.VerbType);
        names = new VerbNames(All);
        longest = All.Max(grammar => grammar.Longest);

        // A record that cannot be said stops the program here, not the first person who says it.
        foreach (var grammar in All) _ = grammar.Parts;
        Json = new VerbJson(this);
    }

    public IReadOnlyList<Grammar> All { get; }

    public VerbJson Json { get; }

    /// <summary>The grammar with this name or alias, or null.</summary>
    public Grammar? Find(string name) => names.Find(name)?.Grammar;

    public Grammar Of(IVerb verb) => byType.GetValueOrDefault(verb.GetType()) ?? throw new ArgumentException($"{verb.GetType().Name} is not among these verbs.", nameof(verb));

    public VerbReading Read(VerbLine line)
    {
        if (line.Text.Length > longest) return TooLong(line, longest);
        var tokens = new LineTokens(CleanText.AtTheDoor(line.Text), line.Mentions);
        var at = tokens.SkipSpace(0);
        IncidentReference? incident = null;
        if (tokens.IsIncident(at, out var reference, out var end))
        {
            incident = reference;
            at = tokens.SkipSpace(end);
        }

        if (names.At(tokens, at, out var nameEnd) is not { } name) return line.Text.Length > LongestLine ? TooLong(line, LongestLine) : new VerbReading.Unknown(tokens.Text.Trim(), names.Near(tokens.Text.AsSpan(at)));
        if (line.Text.Length > name.Grammar.Longest) return TooLong(line, name.Grammar.Longest);
        if (incident is not null && !name.Grammar.TakesIncident) return new VerbReading.Refused(GrammarRefusals.NotAboutAnIncident(name.Grammar, reference.ToString()), name.Grammar);
        return new LineReader(name.Grammar, tokens, nameEnd, incident).Read(name.First);
    }

    /// <summary>The line that <see cref="Read"/> reads as this verb on this incident.</summary>
    public VerbLine Format(IVerb verb, IncidentReference? incident = null)
    {
        var grammar = Of(verb);
        var on = grammar.TakesIncident ? incident : null;
        var line = new LineWriter(grammar, on, careful: false).Write(verb);
        return IsNamed(line, grammar) ? line : new LineWriter(grammar, on, careful: true).Write(verb);
    }

    /// <summary>What could come next where somebody has typed this much.</summary>
    public IReadOnlyList<Completion> Complete(string typed, int most = 12) =>
        typed.Length > LongestLine ? [] : [.. new Completer(names, new LineTokens(typed, [])).Candidates().Take(most)];

    private static VerbReading.Refused TooLong(VerbLine line, int most) => new(GrammarRefusals.TooLong(line.Text.Length, most), null);

    private bool IsNamed(VerbLine line, Grammar grammar)
    {
        var tokens = new LineTokens(line.Text, line.Mentions);
        var at = tokens.IsIncident(0, out _, out var end) ? tokens.SkipSpace(end) : 0;
        return names.At(tokens, at, out var nameEnd) is { First: null } name && name.Grammar == grammar && nameEnd == at + grammar.Name.Length;
    }
}
