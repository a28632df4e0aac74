using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Verbs;

/// <summary>Finds tokens in a line without ever changing it: what is not a token is still there, character by character, for the raw rest.</summary>
internal sealed class LineTokens(string text, IReadOnlyList<Mention> mentions)
{
    private readonly Mention[] mentions = [.. mentions.Where(mention => mention.Start >= 0 && mention.Length > 0 && mention.Start <= text.Length - mention.Length)];

    public string Text => text;

    public int SkipSpace(int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]) && MentionAt(at) is null) at++;
        return at;
    }

    /// <summary>The token that starts here; <paramref name="at"/> is not on white space.</summary>
    public Token At(int at)
    {
        if (MentionAt(at) is { } mention) return new Token(at, at + mention.Length, TokenKind.Mention, mention.Person);
        if (!Quoting.IsQuote(text[at])) return new Token(at, WordEnd(at, at), TokenKind.Word);
        var close = QuoteEnd(at);
        if (close < 0) return new Token(at, WordEnd(at + 1, at + 1), TokenKind.Unclosed);
        var end = WordEnd(close, at);
        return new Token(at, end, end == close ? TokenKind.Quoted : TokenKind.Word);
    }

    public ReadOnlySpan<char> Span(Token token) => text.AsSpan(token.Start, token.End - token.Start);

    /// <summary>What a token says, its quotes taken off.</summary>
    public string Value(Token token)
    {
        var span = Span(token);
        if (token.Kind is TokenKind.Mention or TokenKind.Unclosed || !Quoting.IsQuote(span[0])) return span.ToString();
        var close = QuoteEnd(token.Start) - token.Start;
        return string.Concat(Quoting.Inside(span[..close]), span[close..]);
    }

    public bool IsIncident(int at, out IncidentReference reference, out int end)
    {
        reference = default;
        end = at;
        if (at == text.Length || text[at] is not ('I' or 'i') || At(at) is not { Kind: TokenKind.Word } token) return false;
        end = token.End;
        return IncidentReference.TryParse(Span(token).ToString(), out reference);
    }

    /// <summary>A token of two dashes and nothing more: it ends the options.</summary>
    public bool IsEndOfOptions(int at) =>
        text.AsSpan(at).StartsWith("--") && MentionAt(at) is null && (at + 2 == text.Length || char.IsWhiteSpace(text[at + 2]));

    /// <summary>Whether an option starts here: two dashes and a letter, or one long dash, which is what phones make of two, before a known option.</summary>
    public bool IsOption(int at, GrammarParts parts, out OptionToken option)
    {
        option = default;
        var longDash = text[at] is '\u2013' or '\u2014';
        if (MentionAt(at) is not null || !(longDash || (text.AsSpan(at).StartsWith("--") && at + 2 < text.Length && char.IsLetter(text[at + 2])))) return false;
        var start = at + (longDash ? 1 : 2);
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '=' && MentionAt(end) is null) end++;
        option = new OptionToken(text[start..end], at, end, parts.Named(text.AsSpan(start, end - start)));
        return !longDash || option.Parameter is { Place: ParameterPlace.Option };
    }

    /// <summary>Goes on to the next white space; a quote after the start, = , or ( holds white space.</summary>
    private int WordEnd(int at, int start)
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
        {
            if (at > start && MentionAt(at) is { } mention)
            {
                at += mention.Length;
                continue;
            }

            var close = at > start && Quoting.IsQuote(text[at]) && (text[at - 1] is '=' or ',' or '(') ? QuoteEnd(at) : -1;
            at = close < 0 ? at + 1 : close;
        }

        return at;
    }

    private int QuoteEnd(int open) => Quoting.End(text, open);

    private Mention? MentionAt(int at)
    {
        foreach (var mention in mentions)
        {
            if (mention.Start == at) return mention;
        }

        return null;
    }
}

/// <summary>What kind of token was found.</summary>
internal enum TokenKind
{
    Word,
    Quoted,

    /// <summary>Opens a quote that never closes.</summary>
    Unclosed,
    Mention,
}

/// <summary>A span of the line.</summary>
internal readonly record struct Token(int Start, int End, TokenKind Kind, Id<Person> Person = default);

/// <summary>An option's name in the line; <paramref name="End"/> is on its = or on the white space after it. Unknown when it has no parameter.</summary>
internal readonly record struct OptionToken(string Name, int Start, int End, VerbParameter? Parameter);
