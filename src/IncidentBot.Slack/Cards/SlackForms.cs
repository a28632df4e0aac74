using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;
using IncidentBot.Slack.Blocks;

namespace IncidentBot.Slack.Cards;

/// <summary>Renders a form as a modal view, and what is shown in its place before and after. It always fits: what is too long is cut, what can be chosen beyond a hundred is left out.</summary>
public sealed class SlackForms(SlackCards cards, StoreAction store)
{
    /// <summary>The callback id of a view that becomes a verb.</summary>
    public const string Callback = "verb";

    /// <summary>The callback id of a view that has nothing to send.</summary>
    public const string Told = "told";

    /// <param name="channel">Where the button or the command was, for the answer.</param>
    public async Task<ViewDefinition> RenderAsync(Form form, string? channel, CancellationToken cancel)
    {
        var longs = new Dictionary<string, string>(StringComparer.Ordinal);
        var blocks = new List<Block>();
        if (form.Intro is { Length: > 0 } intro)
        {
            blocks.AddRange((await cards.RenderAsync(intro, null, null, cancel)).Blocks);
        }

        blocks.AddRange(form.Fields.Take(SlackLimits.ViewBlocks - blocks.Count).Select(field => SlackFields.Render(field, longs)));
        if (blocks.Count == 0)
        {
            blocks.Add(Line("Press the button to go on."));
        }

        return new ViewDefinition
        {
            Type = "modal",
            Title = Short(form.Title),
            Submit = Short(form.Submit),
            Close = Short("Cancel"),
            CallbackId = Callback,
            PrivateMetadata = await SlackMetadata.WriteAsync(form, channel, longs, store, cancel),
            Blocks = blocks,
        };
    }

    /// <summary>What is opened at once, before anything is looked up: a trigger lives three seconds. It is updated to the form.</summary>
    public static ViewDefinition Loading(string title = "IncidentBot") => Notice(title, "One moment…", "Cancel");

    /// <summary>What stands in the form's place while the verb is done.</summary>
    public static ViewDefinition Working(string title = "IncidentBot") => Notice(title, "Working on it…", "Close");

    /// <summary>What stands in the form's place afterwards: the answer, and a card with its buttons if there is one.</summary>
    public async Task<ViewDefinition> DoneAsync(Reply reply, string? title, CancellationToken cancel)
    {
        // What is shown once stands here alone: it is never stored, and a modal is seen by one person.
        var content = await cards.RenderAsync(reply.Words, reply.Card, null, cancel);
        return new ViewDefinition { Type = "modal", Title = Short(title ?? (reply.Refused ? "Nothing was done" : "Done")), Close = Short("Close"), CallbackId = Told, Blocks = content.Blocks.Count > 0 ? content.Blocks : [Line("Done.")] };
    }

    /// <summary>The body of the answer to a sent form that is refused: the sentence beside the field that it is about, or beside the first. Null where the form has no field to say it at; then show <see cref="DoneAsync"/>.</summary>
    public static IReadOnlyDictionary<string, string>? Errors(Reply refused, SlackSubmission sent)
    {
        if (sent.Fields.Count == 0)
        {
            return null;
        }

        var field = refused.Field is { } named && sent.Fields.Contains(named) ? named : sent.Fields[0];
        return new Dictionary<string, string> { [field] = SlackText.OneLine(refused.Text, SlackLimits.Error) is { Length: > 0 } words ? words : "That cannot be taken." };
    }

    private static ViewDefinition Notice(string title, string words, string close) => new() { Type = "modal", Title = Short(title), Close = Short(close), CallbackId = Told, Blocks = [Line(words)] };

    private static RichTextBlock Line(string words) => new([new RichTextSection([new RichTextText(words)])]);

    private static PlainText Short(string words) => SlackFields.Plain(words, SlackLimits.ViewTitle);
}
