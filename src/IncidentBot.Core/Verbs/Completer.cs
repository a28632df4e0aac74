namespace IncidentBot.Core.Verbs;

/// <summary>One thing that could be typed next: it replaces what stands from <paramref name="Start"/> on.</summary>
public sealed record Completion(int Start, string Text, string? Help);

/// <summary>Finds what could come next: names first, then the words and options of the verb that is being typed.</summary>
internal sealed class Completer(VerbNames names, LineTokens tokens)
{
    public IEnumerable<Completion> Candidates()
    {
        var start = tokens.SkipSpace(0);
        if (tokens.IsIncident(start, out _, out var end) && end < tokens.Text.Length) start = tokens.SkipSpace(end);
        var more = names.Beginning(tokens.Text[start..]).Select(name => new Completion(start, name.Text, name.Grammar.Summary));
        return names.At(tokens, start, out var nameEnd) is { } name && nameEnd < tokens.Text.Length ? more.Concat(Inside(name, nameEnd)) : more;
    }

    private IEnumerable<Completion> Inside(VerbName name, int at)
    {
        var parts = name.Grammar.Parts;
        var typed = new List<Token>();
        for (at = tokens.SkipSpace(at); at < tokens.Text.Length; at = tokens.SkipSpace(at))
        {
            typed.Add(tokens.At(at));
            at = typed[^1].End;
        }

        var last = typed.Count > 0 && typed[^1].End == tokens.Text.Length ? typed[^1] : new Token(at, at, TokenKind.Word);
        var before = typed.Where(token => token.End < tokens.Text.Length || char.IsWhiteSpace(tokens.Text[^1])).ToList();
        if (before.Any(token => tokens.IsEndOfOptions(token.Start))) return [];
        var named = before.Select(token => tokens.IsOption(token.Start, parts, out var option) ? option.Parameter : null).ToList();
        if (named.Count > 0 && named[^1] is { Kind: not ParameterKind.Flag } waiting && tokens.Text[before[^1].End - 1] != '=') return Choices(waiting, last);
        var arguments = named.Where((option, index) => option is null && (index == 0 || named[index - 1] is null or { Kind: ParameterKind.Flag })).Count() + (name.First is null ? 0 : 1);
        var choices = arguments < parts.Positional.Count ? Choices(parts.Positional[arguments], last) : [];
        return choices.Concat(parts.Options.Where(option => option.TakesSeveral || !named.Contains(option)).Select(Option).Where(one => Begins(one, last)));

        Completion Option(VerbParameter option) => new(last.Start, "--" + option.Name, option.Description);
    }

    private IEnumerable<Completion> Choices(VerbParameter parameter, Token last) =>
        (parameter.Choices?.Words ?? []).Select(word => new Completion(last.Start, word, parameter.Description)).Where(one => Begins(one, last));

    private bool Begins(Completion one, Token last) => one.Text.AsSpan().StartsWith(tokens.Span(last), StringComparison.OrdinalIgnoreCase);
}
