using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>Reads what follows a verb's name into its record: options and arguments first, then the raw rest, then options again.</summary>
internal sealed class LineReader(Grammar grammar, LineTokens tokens, int start, IncidentReference? incident)
{
    private readonly GrammarParts parts = grammar.Parts;
    private readonly object?[] values = grammar.Parts.Defaults();
    private readonly bool[] given = new bool[grammar.Parameters.Count];
    private IncidentReference? incident = incident;
    private VerbParameter? lastOption;
    private Token lastValue;
    private int nextArgument;
    private int at = tokens.SkipSpace(start);

    /// <summary>Reads it all. What a shorthand such as P1 says already comes first: the first argument.</summary>
    public VerbReading Read(string? first)
    {
        var refusal = first is null ? null : TakeShorthand(first);
        TakeIncident();
        refusal ??= TakeAll() ?? Missing();
        return refusal is null ? new VerbReading.Parsed(parts.Create(values), grammar, incident) : new VerbReading.Refused(refusal, grammar);
    }

    private Refusal? TakeShorthand(string first)
    {
        var argument = parts.Positional[nextArgument++];
        given[argument.Index] = true;
        return ParameterValue.Read(argument, first, out values[argument.Index]);
    }

    /// <summary>INC-42 directly after the name is the incident, unless the verb's own first argument is an incident and no second one follows.</summary>
    private void TakeIncident()
    {
        if (incident is not null || !grammar.TakesIncident || !tokens.IsIncident(at, out var reference, out var end)) return;
        var next = tokens.SkipSpace(end);
        var isArgument = nextArgument < parts.Positional.Count && parts.Positional[nextArgument].Kind == ParameterKind.Incident;
        if (isArgument && !tokens.IsIncident(next, out _, out _)) return;
        incident = reference;
        at = next;
    }

    private Refusal? TakeAll()
    {
        var options = true;
        for (; at < tokens.Text.Length; at = tokens.SkipSpace(at))
        {
            if (options && tokens.IsEndOfOptions(at))
            {
                at += 2;
                options = false;
                if (parts.Rest is not null) return TakeRest(parts.Rest, Math.Min(at + 1, tokens.Text.Length), tokens.Text.Length);
            }
            else if (options && tokens.IsOption(at, parts, out var option))
            {
                if (TakeOption(option) is { } refusal) return refusal;
            }
            else if (TakeArgument(tokens.At(at), out var taken) is { } refusal)
            {
                return refusal;
            }
            else if (!taken)
            {
                return TakeText();
            }
        }

        return null;
    }

    private Refusal? TakeOption(OptionToken option)
    {
        if (option.Parameter is not { } parameter)
        {
            return GrammarRefusals.UnknownOption(grammar, option.Name, Nearest.To(option.Name, parts.Options.Select(one => one.Name)));
        }

        if (given[parameter.Index] && !parameter.TakesSeveral) return GrammarRefusals.RepeatedOption(grammar, parameter);
        lastOption = parameter;
        at = option.End;
        var equals = at < tokens.Text.Length && tokens.Text[at] == '=';
        if (!equals && parameter.Kind == ParameterKind.Flag)
        {
            lastValue = default;
            given[parameter.Index] = true;
            values[parameter.Index] = true;
            return null;
        }

        at = equals ? at + 1 : tokens.SkipSpace(at);
        var missing = at == tokens.Text.Length || (equals ? tokens.SkipSpace(at) != at : tokens.IsEndOfOptions(at) || tokens.IsOption(at, parts, out _));
        if (missing) return GrammarRefusals.MissingValue(parameter);
        lastValue = tokens.At(at);
        return Bind(parameter, lastValue);
    }

    private Refusal? TakeArgument(Token token, out bool taken)
    {
        taken = true;
        for (; nextArgument < parts.Positional.Count; nextArgument++)
        {
            var argument = parts.Positional[nextArgument];
            if (given[argument.Index]) continue;
            var refusal = Bind(argument, token);
            var mayBeNext = nextArgument + 1 < parts.Positional.Count || parts.Words is not null || parts.Rest is not null;
            if (refusal is not null && mayBeNext && ParameterValue.LeavesOut(argument, tokens.Value(token))) continue;
            nextArgument++;
            return refusal;
        }

        if (parts.Words is { } words && (parts.Rest is null || tokens.Span(token).Contains('='))) return Bind(words, token);
        taken = false;
        return null;
    }

    private Refusal? Bind(VerbParameter parameter, Token token)
    {
        var refusal = ParameterValue.Read(grammar, parameter, tokens, token, values[parameter.Index], out var value);
        if (refusal is not null) return refusal;
        values[parameter.Index] = value;
        given[parameter.Index] = true;
        at = token.End;
        return null;
    }

    /// <summary>The text starts here: the raw rest or, where a verb has none, more words of the option before it ("--override the client insists").</summary>
    private Refusal? TakeText()
    {
        if (parts.Rest is { } file && grammar.RestIsFile) return TakeRest(file, at, tokens.Text.Length);
        if (parts.Rest is { } rest) return TakeTextFrom(rest, at);
        if (lastOption is { Kind: ParameterKind.Text } && lastValue.Kind == TokenKind.Word && tokens.SkipSpace(lastValue.End) == at) return TakeTextFrom(lastOption, lastValue.Start);
        return GrammarRefusals.TooMany(grammar, tokens.Value(tokens.At(at)), lastOption);
    }

    private Refusal? TakeTextFrom(VerbParameter parameter, int textStart)
    {
        for (var textEnd = at; ; at = tokens.SkipSpace(at))
        {
            if (at == tokens.Text.Length) return TakeRest(parameter, textStart, textEnd);
            if (tokens.IsEndOfOptions(at)) return TakeRest(parameter, textStart, tokens.Text.Length);
            if (tokens.IsOption(at, parts, out _)) return TakeRest(parameter, textStart, textEnd) ?? TakeTrailingOptions();
            at = textEnd = tokens.At(at).End;
        }
    }

    private Refusal? TakeTrailingOptions()
    {
        for (; at < tokens.Text.Length; at = tokens.SkipSpace(at))
        {
            if (!tokens.IsOption(at, parts, out var option)) return GrammarRefusals.TextInTwoPlaces(grammar, tokens.Value(tokens.At(at)), lastOption!);
            if (TakeOption(option) is { } refusal) return refusal;
        }

        return null;
    }

    private Refusal? TakeRest(VerbParameter parameter, int from, int to)
    {
        if (string.IsNullOrWhiteSpace(tokens.Text[from..to])) return null;
        values[parameter.Index] = tokens.Text[from..to];
        given[parameter.Index] = true;
        return null;
    }

    private Refusal? Missing()
    {
        var missing = parts.Positional.Append(parts.Words).Append(parts.Rest).Concat(parts.Options).FirstOrDefault(one => one is { IsRequired: true } && !given[one.Index]);
        return missing is null ? null : GrammarRefusals.MissingArgument(grammar, missing);
    }
}
