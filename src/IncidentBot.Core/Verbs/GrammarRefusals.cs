using IncidentBot.Core.Chat;

namespace IncidentBot.Core.Verbs;

/// <summary>What the grammar refuses, in the sentences people see. Nothing was done; each says how to write it instead.</summary>
public static class GrammarRefusals
{
    private const int Shown = 40;

    public static Refusal TooLong(int length, int limit) => new("too-long",
        $"That is {length} characters; at most {limit} are read. Nothing was recorded; please shorten it or say it in parts.");

    public static Refusal UnknownOption(Grammar grammar, string option, string? nearest)
    {
        var meant = nearest is null ? "" : $" Did you mean --{nearest}?";
        var asText = grammar.Rest is null
            ? (Prose)$"If it is part of a value, put it in quotes: \"--{Short(option)}\"."
            : $"If it is part of the text, put two dashes before the text: `{grammar.Name} … -- --{Short(option)} …`, or put it in quotes.";
        return new Refusal("unknown-option", $"`{grammar.Name}` has no option --{Short(option)}.{meant} {asText}");
    }

    public static Refusal RepeatedOption(Grammar grammar, VerbParameter parameter) => new("repeated-option",
        $"--{parameter.Name} is given twice. Say it once{(grammar.Rest is null ? "" : $", or put it in quotes where it is text: \"--{parameter.Name}\"")}.");

    public static Refusal MissingValue(VerbParameter parameter) => new("missing-value",
        $"--{parameter.Name} needs a value: {Written(parameter)}.")
    { Field = parameter.JsonName };

    public static Refusal MissingArgument(Grammar grammar, VerbParameter parameter)
    {
        var what = parameter.Description is { } description ? $"{Spoken(parameter)} ({description.TrimEnd('.')})" : Spoken(parameter);
        var choices = parameter.Choices is { } one ? $" It is one of {Any(one.Words)}." : "";
        var example = grammar.Examples.Count > 0 ? (Prose)$" For example: `{grammar.Examples[0]}`" : default;
        return new Refusal("missing-argument", $"`{grammar.Name}` also needs {what}: `{grammar.Usage}`.{choices}{example}") { Field = parameter.JsonName };
    }

    public static Refusal TooMany(Grammar grammar, string extra, VerbParameter? before)
    {
        var quotes = before is null ? "" : $" A value of several words goes in quotes: --{before.Name} \"…\".";
        return new Refusal("too-many", $"`{grammar.Name}` does not take \"{Short(extra)}\": `{grammar.Usage}`.{quotes}");
    }

    public static Refusal TextInTwoPlaces(Grammar grammar, string extra, VerbParameter before) => new("text-in-two-places",
        before.Kind == ParameterKind.Flag
            ? (Prose)$"There is text on both sides of --{before.Name}. Put all of it before or after the options: `{grammar.Usage}`."
            : $"There is text on both sides of --{before.Name}. Put all of it before or after the options; if \"{Short(extra)}\" belongs to --{before.Name}, put that value in quotes: {Written(before)}.");

    public static Refusal UnclosedQuote(string text) => new("unclosed-quote",
        $"The quote in {Short(text)} opens and never closes. Close it, or leave it out.");

    public static Refusal NotANumber(VerbParameter parameter, string text) => new("not-a-number",
        $"{Subject(parameter)} is a whole number such as 3; \"{Short(text)}\" is not.")
    { Field = parameter.JsonName };

    public static Refusal NotYesOrNo(VerbParameter parameter, string text) => new("not-yes-or-no",
        $"{Subject(parameter)} is yes or no; \"{Short(text)}\" is neither.")
    { Field = parameter.JsonName };

    public static Refusal NotAChoice(VerbParameter parameter, string text, string? nearest) => new("not-a-choice",
        $"{Subject(parameter)} is one of {Any(parameter.Choices!.Words)}; \"{Short(text)}\" is none of them.{(nearest is null ? "" : $" Did you mean {nearest}?")}")
    { Field = parameter.JsonName };

    public static Refusal MentionNeeded(VerbParameter parameter, string text) => new("mention-needed",
        $"Name a person by mentioning them: @… and choose them from the list. \"{Short(text)}\" for {Spoken(parameter)} is only text.")
    { Field = parameter.JsonName };

    public static Refusal NotAnIncident(VerbParameter parameter, string text) => new("not-an-incident",
        $"{Subject(parameter)} is an incident such as INC-42; \"{Short(text)}\" is not. `list` shows the incidents that you can see.")
    { Field = parameter.JsonName };

    public static Refusal NotAPair(Grammar grammar, string text) => new("not-a-pair",
        $"Write each as name=value, without spaces around the = and a value of several words in quotes; \"{Short(text)}\" is not so: `{grammar.Usage}`.");

    public static Refusal RepeatedName(string name) => new("repeated-name", $"{Short(name)} is given twice. Say it once.");

    public static Refusal NotAboutAnIncident(Grammar grammar, string reference) => new("not-about-an-incident",
        $"`{grammar.Name}` is not about one incident. Say it without {reference}: `{grammar.Usage}`.");

    public static Refusal UnknownVerb(string name) => new("unknown-verb", $"There is no verb \"{Short(name)}\". `help` lists them.");

    public static Refusal NotAnObject(Grammar grammar) => new("malformed", $"The arguments of `{grammar.Name}` are one JSON object, its names without repeats, for example {{}}.");

    public static Refusal UnknownMember(Grammar grammar, string member)
    {
        var known = grammar.Parameters.Count == 0 ? "It takes none." : $"It takes {string.Join(", ", grammar.Parameters.Select(parameter => parameter.JsonName))}.";
        return new Refusal("unknown-member", $"`{grammar.Name}` has no argument \"{Short(member)}\". {known}");
    }

    public static Refusal MissingMember(Grammar grammar, VerbParameter parameter) => new("missing-argument",
        $"`{grammar.Name}` also needs \"{parameter.JsonName}\".")
    { Field = parameter.JsonName };

    public static Refusal Malformed(Grammar grammar, VerbParameter parameter) => new("malformed",
        $"\"{parameter.JsonName}\" of `{grammar.Name}` must be {Json(parameter)}.")
    { Field = parameter.JsonName };

    private static string Json(VerbParameter parameter) => parameter.Kind switch
    {
        ParameterKind.Text => "a string",
        ParameterKind.Number => "a whole number",
        ParameterKind.Flag => "true or false",
        ParameterKind.Choice => $"one of {Any(parameter.Choices!.Words)}",
        ParameterKind.Person => "the id of a person",
        ParameterKind.Incident => "a reference such as \"INC-42\"",
        ParameterKind.List => "an array of strings",
        _ => "an object whose values are strings",
    };

    private static string Written(VerbParameter parameter) => parameter.Kind switch
    {
        ParameterKind.Text => $"--{parameter.Name} \"…\"",
        ParameterKind.Number => $"--{parameter.Name} 3",
        ParameterKind.Choice => $"--{parameter.Name} {Any(parameter.Choices!.Words)}",
        ParameterKind.Person => $"--{parameter.Name} @…",
        ParameterKind.Incident => $"--{parameter.Name} INC-42",
        ParameterKind.List => $"--{parameter.Name} one,two",
        ParameterKind.Words => $"--{parameter.Name} name=value",
        _ => $"--{parameter.Name}",
    };

    private static string Subject(VerbParameter parameter) =>
        parameter.Place == ParameterPlace.Option ? $"--{parameter.Name}" : $"<{parameter.Name}>";

    private static string Spoken(VerbParameter parameter) => parameter.Place switch
    {
        ParameterPlace.Option => $"--{parameter.Name}",
        ParameterPlace.Rest => $"its text, <{parameter.Name}…>",
        _ => $"<{parameter.Name}>",
    };

    private static string Any(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}";

    private static string Short(string text)
    {
        if (text.Length <= Shown) return text;
        return text[..(char.IsHighSurrogate(text[Shown - 1]) ? Shown - 1 : Shown)] + "…";
    }
}
