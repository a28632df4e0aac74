using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Chat;

/// <summary>What forms call things. A parameter that has no words here is called by its own name.</summary>
internal static class FormWords
{
    private static readonly Dictionary<string, (string Label, string? Hint)> Words = new(StringComparer.Ordinal)
    {
        ["declare.title"] = ("What is happening", "Ransom note on FS01"),
        ["declare.client"] = ("Client", null),
        ["declare.confidential"] = ("Confidential: hidden from the client’s members until they are invited", null),
        ["declare.drill"] = ("This is a drill", null),
        ["update.text"] = ("How it stands", null),
        ["update.actions"] = ("Being done", null),
        ["update.need"] = ("Needed", null),
        ["update.next"] = ("Next update", "04:00"),
        ["update.to"] = ("Send to", null),
        ["restored.from"] = ("What was restored, and from which clean backup", "FS01 and FS02 from the backup of 22 November"),
        ["scope.values"] = ("What is affected", "One a line, such as systems=FS01,FS02 or total=1800 or US-TX=1150"),
        ["fact.values"] = ("What is known", "One a line, such as personal_data_affected=true"),
        ["page.who"] = ("Who", "A role or a contact of the plan"),
        ["page.message"] = ("Message", "please join"),
        ["note.text"] = ("Note", null),
        ["clock event.event"] = ("What happened", null),
        ["clock event.at"] = ("When", "A date, or a date and time; empty is now"),
        ["clock event.reason"] = ("How do you know", null),
        ["clock filed.clock"] = ("Which clock", null),
        ["clock filed.reference"] = ("Reference of the filing", "The authority’s file number"),
        ["clock filed.at"] = ("When it was filed", "Empty is now"),
        ["clock hold.until"] = ("Until", "A date, or a date and time"),
        ["back.to"] = ("Back to", null),
        ["merge.other"] = ("Into", null),
    };

    private static readonly HashSet<string> LongTexts = ["text", "values", "lesson", "reason", "because"];

    /// <summary>Options that are rarely wanted: they can be typed.</summary>
    private static readonly HashSet<string> Left = ["override", "zone", "hours"];

    public static bool Asks(VerbParameter parameter) => parameter.IsRequired || !Left.Contains(parameter.Name);

    public static (string Label, string? Hint) For(string verb, VerbParameter parameter) =>
        Words.TryGetValue($"{verb}.{parameter.JsonName}", out var words) ? words : (Plain(parameter.Name), parameter.Description);

    public static bool IsLong(VerbParameter parameter) => parameter.Kind is ParameterKind.Words || LongTexts.Contains(parameter.Name);

    public static string Title(string verb) => verb switch
    {
        "declare" => "Declare an incident",
        "update" => "Post an update",
        "page" => "Page somebody",
        "restored" => "Restored",
        "scope" => "What is affected",
        "clock event" => "Record what happened",
        "clock filed" => "Record a filing",
        _ => Plain(verb),
    };

    private static string Plain(string name) => $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('-', ' ')}";
}
