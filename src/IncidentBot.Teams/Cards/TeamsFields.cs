using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Cards;

/// <summary>One field of a form as inputs.</summary>
internal static class TeamsFields
{
    /// <summary>Begins a value that is too long for a choice: the long one is carried beside the form.</summary>
    private const string Hashed = "~";

    /// <summary>The time of day of a moment has an input of its own.</summary>
    private const string TimeOf = ":time";

    /// <summary>So begin hints that say how a day is typed, and that only.</summary>
    private const string Typing = "Year-month-day";

    private const string Day = "yyyy-MM-dd";

    /// <summary>What was filled in by field: a day and a time are one moment again, and a long value is itself.</summary>
    public static IReadOnlyDictionary<string, string> Read(Dictionary<string, string> sent, IReadOnlyDictionary<string, string>? longs)
    {
        var values = sent.Where(one => !one.Key.EndsWith(TimeOf, StringComparison.Ordinal)).ToDictionary(one => one.Key, one => longs?.GetValueOrDefault(one.Value) ?? one.Value, StringComparer.Ordinal);
        foreach (var (name, time) in sent.Where(one => one.Key.EndsWith(TimeOf, StringComparison.Ordinal)))
        {
            var field = name[..^TimeOf.Length];
            values[field] = $"{values.GetValueOrDefault(field)} {time}".Trim();
        }

        return values;
    }

    /// <param name="choices">How many bytes its choices may weigh; beyond that they are left out, and the hint says so.</param>
    public static IEnumerable<CardElement> Render(FormField field, string? error, int choices, Dictionary<string, string> longs)
    {
        if (error is not null)
        {
            yield return Small($"❗ {Plain(error, TeamsLimits.Error)}", run => run with { Color = "Attention", Weight = "Bolder", Size = null, IsSubtle = false }) with { Spacing = "Medium" };
        }

        var inputs = Inputs(field, choices, longs).ToList();
        foreach (var input in inputs)
        {
            yield return input == inputs[0] && error is not null ? input with { Spacing = "Small" } : input;
        }

        if (Hint(field, inputs[0]) is { Length: > 0 } hint)
        {
            yield return Small(Plain(hint, TeamsLimits.Hint), run => run);
        }
    }

    private static string? Hint(FormField field, CardInput input) => input switch
    {
        ToggleInput => Ticks(field) ? null : field.Hint,
        ChoiceSetInput { Choices.Count: var shown } when shown < field.Options.Count => $"Only {shown} of {field.Options.Count} are shown: type the verb for the others.",

        // How it would be typed is no help where it is picked.
        DateInput when field.Hint?.StartsWith(Typing, StringComparison.Ordinal) is true => field.Hint[(field.Hint.IndexOf('.', StringComparison.Ordinal) + 1)..].Trim(),
        _ => field.Hint,
    };

    private static RichTextBlock Small(string words, Func<TextRun, TextRun> look) => new([look(new TextRun(words) { Size = "Small", IsSubtle = true })]) { Spacing = "Small" };

    private static IEnumerable<CardInput> Inputs(FormField field, int choices, Dictionary<string, string> longs)
    {
        var label = Plain(field.Label, TeamsLimits.Label);
        foreach (var (input, at) in Bare(field, choices, longs).Select((input, at) => (input, at)))
        {
            yield return at > 0 ? input with { Label = "At what time, if it is known", Spacing = "Small" } : input with
            {
                Label = input is ToggleInput && !Ticks(field) ? null : label,
                IsRequired = field.Required && input is not ToggleInput,
                ErrorMessage = field.Required && input is not ToggleInput ? "This is needed." : null,
                Spacing = "Medium",
            };
        }
    }

    private static IEnumerable<CardInput> Bare(FormField field, int choices, Dictionary<string, string> longs)
    {
        var value = field.Value ?? "";
        return field.Kind switch
        {
            FieldKind.Flag => [new ToggleInput(field.Name, Ticks(field) ? Plain(field.Hint!, TeamsLimits.Hint) : Plain(field.Label, TeamsLimits.Label)) { Value = value is "true" or "on" ? "true" : null }],
            _ when field.Options.Count > 0 => [Menu(field, choices, longs)],

            // What stands there already and is no number or day would be lost in an input that takes nothing else.
            FieldKind.Number when value.Length == 0 || int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
                [new NumberInput(field.Name) { Value = value.Length == 0 ? null : int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), Placeholder = Example(field) }],
            FieldKind.Day when value.Length == 0 || IsDay(value) => [new DateInput(field.Name) { Value = value.Length == 0 ? null : value }],
            FieldKind.Moment when Moment(value) is var (day, time) => [new DateInput(field.Name) { Value = day }, new TimeInput($"{field.Name}{TimeOf}") { Value = time }],
            _ => [Typed(field)],
        };
    }

    /// <summary>A day and a time without a zone are meant in the client's, picked as well as typed; whoever means another one types the verb, and what was typed so stays typed.</summary>
    private static (string? Day, string? Time)? Moment(string value) => value switch
    {
        "" => (null, null),
        _ when IsDay(value) => (value, null),
        _ when value.Length == 16 && IsDay(value[..10]) && value[10] == ' ' && TimeOnly.TryParseExact(value[11..], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => (value[..10], value[11..]),
        _ => null,
    };

    private static bool IsDay(string value) => DateOnly.TryParseExact(value, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static TextInput Typed(FormField field) => new(field.Name)
    {
        IsMultiline = field.Kind is FieldKind.LongText or FieldKind.Pairs,
        MaxLength = field.MaxLength,

        // Initial letters are letters: whoever reads them in a form of ours sent them or may see them, and nothing is parsed.
        Value = field.Value is { Length: > 0 } value ? PlainLetters.Cut(PlainLetters.Clean(value), field.MaxLength) : null,
        Placeholder = Example(field),
    };

    private static string? Example(FormField field) => field.Example is { } example ? Plain(example.Split('\n')[0], TeamsLimits.Placeholder) : null;

    private static ChoiceSetInput Menu(FormField field, int bytes, Dictionary<string, string> longs)
    {
        var chosen = field.Options.FirstOrDefault(one => one.Value == field.Value);
        var offered = new List<Choice>();
        var left = bytes - (chosen is null ? 0 : Weight(chosen));
        foreach (var option in field.Options)
        {
            var weight = option == chosen ? 0 : Weight(option);
            if (weight <= left)
            {
                left -= weight;
                offered.Add(Shown(option, longs));
            }
        }

        return new ChoiceSetInput(field.Name, offered)
        {
            Style = offered.Count > TeamsLimits.Listed ? "filtered" : "compact",
            Value = chosen is null ? null : Shown(chosen, longs).Value,
            Placeholder = "Choose…",
        };
    }

    /// <summary>A long value counts once more, as what the form carries.</summary>
    private static int Weight(FormOption option) => CardJson.Size(Shown(option, [])) + 1;

    private static Choice Shown(FormOption option, Dictionary<string, string> longs) => new(Plain(option.Label, TeamsLimits.Option), Carried(option.Value, longs));

    private static string Carried(string value, Dictionary<string, string> longs)
    {
        if (value.Length is > 0 and <= TeamsLimits.Option && !value.StartsWith(Hashed, StringComparison.Ordinal))
        {
            return value;
        }

        var key = $"{Hashed}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..12]}";
        longs[key] = value;
        return key;
    }

    /// <summary>The hint of a box is what is ticked.</summary>
    private static bool Ticks(FormField field) => field is { Kind: FieldKind.Flag, Hint.Length: > 0 };

    public static string Plain(string words, int most) => TeamsLetters.Unread(PlainLetters.Cut(PlainLetters.OneLine(words) is { Length: > 0 } text ? text : "…", most));
}
