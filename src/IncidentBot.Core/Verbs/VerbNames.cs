namespace IncidentBot.Core.Verbs;

/// <summary>Every name of every verb, found by its first word, the longest name first.</summary>
internal sealed class VerbNames
{
    private const int Suggested = 5;

    private readonly VerbName[] all;
    private readonly Dictionary<string, VerbName[]>.AlternateLookup<ReadOnlySpan<char>> byFirstWord;

    public VerbNames(IEnumerable<Grammar> grammars)
    {
        all = [.. grammars.SelectMany(VerbName.Of)];
        if (all.GroupBy(name => name.Text, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new InvalidOperationException($"Two verbs are called {twice.Key}: {string.Join(" and ", twice.Select(name => name.Grammar.VerbType.Name))}.");
        }

        byFirstWord = all.GroupBy(name => name.Words[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.OrderByDescending(name => name.Words.Length).ToArray(), StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public VerbName? Find(string text) => Array.Find(all, name => name.Text.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The verb whose name stands here; <paramref name="end"/> is one past it.</summary>
    public VerbName? At(LineTokens tokens, int at, out int end)
    {
        end = at;
        if (!IsWord(tokens, at, out var first) || !byFirstWord.TryGetValue(tokens.Span(first), out var names)) return null;
        foreach (var name in names)
        {
            if (IsAt(name, tokens, first.End, out end)) return name;
        }

        return null;
    }

    /// <summary>Names that begin like the text, or are within a slip or two of its first words.</summary>
    public IReadOnlyList<string> Near(ReadOnlySpan<char> text)
    {
        var near = new List<(VerbName Name, int Slips)>();
        foreach (var name in all)
        {
            var start = Start(text, name.Words.Length);
            if (start.Length == 0) break;
            var slips = name.Text.StartsWith(start, StringComparison.OrdinalIgnoreCase) && (start.Length > 1 || text.Length == 1) ? 0 : Nearest.Slips(start, name.Text);
            if (slips == 0 || Nearest.IsNear(name.Text, slips)) near.Add((name, slips));
        }

        return [.. near.OrderBy(one => one.Slips).ThenByDescending(one => one.Slips == 0 ? 0 : one.Name.Words.Length).DistinctBy(one => one.Name.Grammar).Select(one => one.Name.Text).Take(Suggested)];
    }

    public IEnumerable<VerbName> Beginning(string text) => all.Where(name => name.Text.StartsWith(text, StringComparison.OrdinalIgnoreCase));

    private static bool IsAt(VerbName name, LineTokens tokens, int firstEnd, out int end)
    {
        end = firstEnd;
        foreach (var word in name.Words.AsSpan(1))
        {
            if (!IsWord(tokens, tokens.SkipSpace(end), out var next) || !tokens.Span(next).Equals(word, StringComparison.OrdinalIgnoreCase)) return false;
            end = next.End;
        }

        return true;
    }

    private static bool IsWord(LineTokens tokens, int at, out Token word)
    {
        word = at < tokens.Text.Length ? tokens.At(at) : default;
        return word is { End: > 0, Kind: TokenKind.Word };
    }

    /// <summary>The first so many words of a text.</summary>
    private static ReadOnlySpan<char> Start(ReadOnlySpan<char> text, int words)
    {
        var at = 0;
        for (; words > 0 && at < text.Length; words--)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
        }

        return text[..at].Trim();
    }
}

/// <summary>One name of a verb; a shorthand says the first argument with it.</summary>
internal sealed record VerbName(string Text, string[] Words, Grammar Grammar, string? First)
{
    public static IEnumerable<VerbName> Of(Grammar grammar)
    {
        if (grammar.Names.Count == 0) throw new InvalidOperationException($"{grammar.VerbType.Name} has no name.");
        return grammar.Names.Select(name => Of(grammar, name, null)).Concat(grammar.Shorthands.Select(one => Of(grammar, one.Key, one.Value)));
    }

    private static VerbName Of(Grammar grammar, string text, string? first)
    {
        var words = text.Split(' ');
        var plain = words.All(word => word.Length > 0 && char.IsLetter(word[0]) && word.All(one => char.IsLetterOrDigit(one) || one == '-'));
        if (!plain || Incidents.IncidentReference.TryParse(words[0], out _)) throw new InvalidOperationException($"{grammar.VerbType.Name}: a verb cannot be called \"{text}\".");
        if (first is not null && (grammar.Parts.Positional.Count == 0 || ParameterValue.Read(grammar.Parts.Positional[0], first, out _) is not null))
        {
            throw new InvalidOperationException($"{grammar.VerbType.Name}: {text} cannot stand for {first}.");
        }

        return new VerbName(text, words, grammar, first);
    }
}
