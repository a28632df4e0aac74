using System.Security.Cryptography;
using System.Text;
using IncidentBot.Core.Chat;
using IncidentBot.Slack.Blocks;

namespace IncidentBot.Slack.Cards;

/// <summary>One field of a form as an input block.</summary>
internal static class SlackFields
{
    /// <summary>Begins a value that is too long for Slack: the long one stands in the view's metadata.</summary>
    private const string Hashed = "~";

    public static InputBlock Render(FormField field, Dictionary<string, string> longs) => new(Plain(field.Label, SlackLimits.Label), Element(field, longs))
    {
        // Errors are shown at the block; Slack wants the ids of elements unique within the view as well.
        BlockId = field.Name,

        // Where something is chosen from the start, "optional" would only be noise.
        Optional = !field.Required && !(field.Options.Count > 0 && field.Options.Any(one => one.Value == field.Value)),
        Hint = field.Hint is { Length: > 0 } hint && !Ticks(field) ? Plain(hint, SlackLimits.Label) : null,
    };

    public static PlainText Plain(string words, int most) => new(PlainLetters.Cut(SlackLetters.Unread(PlainLetters.OneLine(words)) is { Length: > 0 } text ? text : "…", most));

    private static BlockElement Element(FormField field, Dictionary<string, string> longs) => field.Kind switch
    {
        FieldKind.Flag => Box(field),
        FieldKind.Number when field.Options.Count == 0 => new NumberInput { ActionId = field.Name, IsDecimalAllowed = false, InitialValue = field.Value },
        _ when field.Options.Count > 0 => Menu(field, longs),
        _ => Typed(field),
    };

    private static PlainTextInput Typed(FormField field) => new()
    {
        ActionId = field.Name,
        Multiline = field.Kind is FieldKind.LongText or FieldKind.Pairs,
        MaxLength = Math.Min(field.MaxLength, SlackLimits.Typed),

        // Initial letters are letters: whoever reads them in a form of ours sent them or may see them, and nothing is parsed.
        InitialValue = field.Value is { Length: > 0 } value ? PlainLetters.Cut(PlainLetters.Clean(value), Math.Min(field.MaxLength, SlackLimits.Typed)) : null,
        Placeholder = field.Example is { } example ? Plain(example.Split('\n')[0], SlackLimits.Placeholder) : null,
    };

    private static CheckboxGroup Box(FormField field)
    {
        var box = new Option(Plain(Ticks(field) ? field.Hint! : "Yes", SlackLimits.Option), "true");
        return new CheckboxGroup { ActionId = field.Name, Options = [box], InitialOptions = field.Value == "true" ? [box] : null };
    }

    /// <summary>The hint of a box is what is ticked.</summary>
    private static bool Ticks(FormField field) => field is { Kind: FieldKind.Flag, Hint: { Length: > 0 and <= SlackLimits.Option } };

    private static StaticSelectMenu Menu(FormField field, Dictionary<string, string> longs)
    {
        var options = field.Options.Take(SlackLimits.Options).Select(one => (one.Value, Shown: new Option(Plain(one.Label, SlackLimits.Option), Carried(one.Value, longs)))).ToList();
        return new StaticSelectMenu
        {
            ActionId = field.Name,
            Options = [.. options.Select(one => one.Shown)],
            InitialOption = options.Find(one => one.Value == field.Value).Shown,
            Placeholder = Plain("Choose…", SlackLimits.Placeholder),
        };
    }

    private static string Carried(string value, Dictionary<string, string> longs)
    {
        if (value.Length is > 0 and <= SlackLimits.Option && !value.StartsWith(Hashed, StringComparison.Ordinal))
        {
            return value;
        }

        var key = $"{Hashed}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..12]}";
        longs[key] = value;
        return key;
    }
}
