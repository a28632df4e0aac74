using System.Globalization;
using System.Text;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Verbs;

/// <summary>Writes a record as the line that reads back as it; when careful, it quotes whatever could be taken for the second word of a longer verb's name.</summary>
internal sealed class LineWriter(Grammar grammar, IncidentReference? incident, bool careful)
{
    private readonly StringBuilder line = new();
    private readonly List<Mention> mentions = [];

    /// <summary>Whether an argument was left out, so that what follows must be named to be understood.</summary>
    private bool gap;

    public VerbLine Write(IVerb verb)
    {
        if (incident is not null) line.Append(incident).Append(' ');
        line.Append(grammar.Name);
        foreach (var argument in grammar.Parts.Positional) WriteArgument(argument, argument.Of(verb));
        if (grammar.Parts.Words is { } words) WriteWords(words, (IReadOnlyDictionary<string, string>?)words.Of(verb));
        foreach (var option in grammar.Parts.Options) WriteOption(option, option.Of(verb));
        if (grammar.Parts.Rest is { } rest) WriteRest((string?)rest.Of(verb));
        return new VerbLine(line.ToString(), mentions);
    }

    private void WriteArgument(VerbParameter argument, object? value)
    {
        if (IsLeftOut(argument, value))
        {
            gap = true;
        }
        else if (gap)
        {
            WriteOption(argument, value);
        }
        else
        {
            WriteValue(argument, value!);
        }
    }

    private void WriteWords(VerbParameter words, IReadOnlyDictionary<string, string>? pairs)
    {
        foreach (var (key, value) in pairs ?? new Dictionary<string, string>())
        {
            if (gap) line.Append(" --").Append(words.Name);
            line.Append(' ').Append(careful ? Quoting.Quote(key) : Quoting.QuoteUnlessBare(key)).Append('=').Append(Quoting.QuoteUnlessBare(value));
        }
    }

    private void WriteOption(VerbParameter option, object? value)
    {
        if (IsLeftOut(option, value)) return;
        line.Append(" --").Append(option.Name);
        if (option.Kind == ParameterKind.Flag)
        {
            if (value is false) line.Append("=no");
        }
        else
        {
            WriteValue(option, value!);
        }
    }

    private void WriteValue(VerbParameter parameter, object value)
    {
        line.Append(' ');
        if (value is Id<Person> person)
        {
            var shown = $"@{person}";
            mentions.Add(new Mention(line.Length, shown.Length, person));
            line.Append(shown);
            return;
        }

        // Two bare references after the name would be read as the incident and the argument.
        var quote = careful || (value is IncidentReference && incident is null && grammar.Parts.Positional.Count > 1);
        var text = parameter.Kind switch
        {
            ParameterKind.Choice => parameter.Choices!.Write(value),
            ParameterKind.Flag => value is true ? "yes" : "no",
            ParameterKind.List => Quoting.List((IReadOnlyList<string>)value),
            ParameterKind.Number => ((int)value).ToString(CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
        var bare = !quote && (parameter.Kind is not (ParameterKind.Text or ParameterKind.List) || Quoting.IsBare(text));
        line.Append(bare ? text : Quoting.Quote(text));
    }

    private void WriteRest(string? rest)
    {
        if (string.IsNullOrWhiteSpace(rest)) return;
        line.Append(careful || gap || grammar.Parts.Words is not null || !ReadsAsItStands(rest) ? " -- " : " ").Append(rest);
    }

    private static bool ReadsAsItStands(string rest) =>
        char.IsLetterOrDigit(rest[0]) && !char.IsWhiteSpace(rest[^1]) && !rest.StartsWith("INC-", StringComparison.OrdinalIgnoreCase)
        && !rest.Contains("--", StringComparison.Ordinal) && !rest.AsSpan().ContainsAny('\u2013', '\u2014');

    private static bool IsLeftOut(VerbParameter parameter, object? value) => value is null || (!parameter.IsRequired && Equals(value, parameter.Default));
}
