using System.Globalization;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>One value between its token in the line and its place in the record.</summary>
internal static class ParameterValue
{
    /// <summary>Reads a token, or says why not. A list or words are added to what <paramref name="before"/> holds.</summary>
    public static Refusal? Read(Grammar grammar, VerbParameter parameter, LineTokens tokens, Token token, object? before, out object? value)
    {
        value = null;
        if (token.Kind == TokenKind.Unclosed && parameter.Kind != ParameterKind.Person) return GrammarRefusals.UnclosedQuote(tokens.Value(token));
        switch (parameter.Kind)
        {
            case ParameterKind.Person:
                value = token.Person;
                return token.Kind == TokenKind.Mention ? null : GrammarRefusals.MentionNeeded(parameter, tokens.Value(token));
            case ParameterKind.List:
                value = (string[])[.. before as IReadOnlyList<string> ?? [], .. Quoting.Items(token.Kind == TokenKind.Word ? tokens.Span(token) : tokens.Value(token))];
                return null;
            case ParameterKind.Words:
                var words = before as Dictionary<string, string> ?? new Dictionary<string, string>(StringComparer.Ordinal);
                value = words;
                return ReadPair(grammar, tokens, token, words);
            default:
                return Read(parameter, tokens.Value(token), out value);
        }
    }

    /// <summary>Reads what needs no more than its text.</summary>
    public static Refusal? Read(VerbParameter parameter, string text, out object? value)
    {
        value = parameter.Kind switch
        {
            ParameterKind.Text => text,
            ParameterKind.Number => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            ParameterKind.Flag => text.ToLowerInvariant() switch { "yes" or "true" or "on" => true, "no" or "false" or "off" => false, _ => null },
            ParameterKind.Choice => parameter.Choices!.Read(text),
            ParameterKind.Incident => IncidentReference.TryParse(text, out var reference) ? reference : null,
            _ => throw new InvalidOperationException($"{parameter.Kind} is more than text."),
        };
        if (value is not null) return null;
        return parameter.Kind switch
        {
            ParameterKind.Number => GrammarRefusals.NotANumber(parameter, text),
            ParameterKind.Flag => GrammarRefusals.NotYesOrNo(parameter, text),
            ParameterKind.Choice => GrammarRefusals.NotAChoice(parameter, text, Nearest.To(text, parameter.Choices!.Words)),
            _ => GrammarRefusals.NotAnIncident(parameter, text),
        };
    }

    /// <summary>Whether a token that does not fit an argument that may be left out is more likely the next thing than a slip of the pen.</summary>
    public static bool LeavesOut(VerbParameter argument, string text) =>
        !argument.IsRequired && (argument.Choices is null || Nearest.To(text, argument.Choices.Words) is null);

    private static Refusal? ReadPair(Grammar grammar, LineTokens tokens, Token token, Dictionary<string, string> words)
    {
        var pair = token.Kind == TokenKind.Quoted ? tokens.Value(token) : tokens.Span(token);
        var keyEnd = token.Kind == TokenKind.Word && Quoting.IsQuote(pair[0]) ? Quoting.End(pair, 0) : pair.IndexOf('=');
        if (keyEnd <= 0 || keyEnd == pair.Length || pair[keyEnd] != '=') return GrammarRefusals.NotAPair(grammar, pair.ToString());
        var key = token.Kind == TokenKind.Word && Quoting.IsQuote(pair[0]) ? Quoting.Inside(pair[..keyEnd]) : pair[..keyEnd].ToString();
        var value = pair[(keyEnd + 1)..];
        if (token.Kind == TokenKind.Word && value.Length > 0 && Quoting.IsQuote(value[0]))
        {
            var close = Quoting.End(value, 0);
            if (close < 0) return GrammarRefusals.UnclosedQuote(value.ToString());
            value = string.Concat(Quoting.Inside(value[..close]), value[close..]);
        }

        if (string.IsNullOrWhiteSpace(key)) return GrammarRefusals.NotAPair(grammar, pair.ToString());
        return words.TryAdd(key, value.ToString()) ? null : GrammarRefusals.RepeatedName(key);
    }
}
