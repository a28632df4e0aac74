using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Chat;

/// <summary>What a form refuses before it becomes a verb, in the sentences people see beside the field.</summary>
internal static class FormRefusals
{
    public static RefusalException NotANumber(Grammar grammar, VerbParameter parameter, string text) => new(new Refusal("not-a-number", $"{FormWords.Of(grammar, parameter).Label}: write a whole number such as 3; \"{Short(text)}\" is none.") { Field = parameter.JsonName });

    public static RefusalException NotAPair(VerbParameter parameter, string line) => new(new Refusal("not-a-pair", $"Write one name=value a line; \"{Short(line)}\" is not so.") { Field = parameter.JsonName });

    public static RefusalException Twice(VerbParameter parameter, string name) => new(new Refusal("repeated-name", $"{Short(name)} is given twice. Say it once.") { Field = parameter.JsonName });

    public static RefusalException NothingToChoose(string label) => new(new Refusal("nothing-to-choose", $"\"{label}\": there is nothing to choose now, so there is nothing to do here. `status` shows how it stands."));

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..39]}…";
}
