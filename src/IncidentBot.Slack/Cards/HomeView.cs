using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Slack.Blocks;

namespace IncidentBot.Slack.Cards;

/// <summary>Renders somebody's home as the view of the app's Home tab: what waits for them first.</summary>
/// <param name="rest">Where everything can be read, in words.</param>
public sealed class HomeView(StoreAction store, string rest = "the web room")
{
    /// <summary>The callback id of the home.</summary>
    public const string Callback = "home";

    public async Task<ViewDefinition> RenderAsync(Home home, CancellationToken cancel)
    {
        var blocks = new List<Block>();
        if (home.Declare is { } declare)
        {
            blocks.Add(new ActionsBlock([await ButtonAsync(declare, "declare", cancel)]));
        }

        await NoticesAsync(blocks, "You are paged", home.Pages, home.MorePages, cancel);
        await NoticesAsync(blocks, "Legal deadlines", home.Reminders, home.MoreReminders, cancel);
        blocks.Add(Header("Open incidents"));
        blocks.Add(home.Incidents.Count == 0
            ? new RichTextBlock([new RichTextSection([new RichTextText("None that you can see.")])])
            : new RichTextBlock([new RichTextList([.. home.Incidents.Select(Line)])]));
        Cut(blocks, home.MoreIncidents);
        return new ViewDefinition { Type = "home", CallbackId = Callback, Blocks = blocks };
    }

    /// <summary>For somebody who is not known yet.</summary>
    public static ViewDefinition Stranger() => new()
    {
        Type = "home",
        CallbackId = Callback,
        Blocks = [new RichTextBlock([new RichTextSection([new RichTextText("IncidentBot does not know you yet. Ask your incident manager to add you to the response plan.")])])],
    };

    private async Task NoticesAsync(List<Block> blocks, string heading, IReadOnlyList<HomeNotice> notices, int more, CancellationToken cancel)
    {
        if (notices.Count == 0)
        {
            return;
        }

        blocks.Add(Header(heading));
        foreach (var notice in notices)
        {
            blocks.Add(new RichTextBlock([new RichTextSection([.. Words(notice)])]));
            var buttons = new List<BlockElement>();
            foreach (var action in notice.Card.Actions.Take(SlackLimits.Buttons))
            {
                buttons.Add(await ButtonAsync(action, $"{notice.Notice}:{buttons.Count}", cancel));
            }

            if (buttons.Count > 0)
            {
                blocks.Add(new ActionsBlock(buttons));
            }
        }

        Cut(blocks, more);
    }

    private static IEnumerable<RichTextPart> Words(HomeNotice notice)
    {
        yield return new RichTextText(Letters($"{ToneSigns.Title(notice.Card.Tone)}{notice.Card.Title}")) { Style = new() { Bold = true } };
        yield return new RichTextText("\n");
        yield return new RichTextText($"{notice.Incident} · ");
        if (notice.Card.Facts.FirstOrDefault(fact => fact.Until is not null)?.Until is { } due)
        {
            yield return new RichTextText("due ");
            yield return When(due);
        }
        else
        {
            yield return When(notice.At);
        }
    }

    private static RichTextSection Line(HomeIncident one) => new(
    [
        new RichTextText($"{one.Reference} {Letters(one.Name)}") { Style = new() { Bold = true } },
        new RichTextText($"\n{one.Severity.Words()} · {one.State.Words()}{(one.Client is { } client ? $" · {Letters(client)}" : "")}{(one.Confidential ? " · confidential" : "")}{(one.Drill ? " · drill" : "")} · since "),
        When(one.Since),
    ]);

    private static RichTextDate When(DateTimeOffset at) => new(at.ToUnixTimeSeconds(), "{date_short_pretty} at {time}", $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    private void Cut(List<Block> blocks, int more)
    {
        if (more > 0)
        {
            blocks.Add(new ContextBlock([SlackFields.Plain($"And {more} more: see {rest}.", SlackLimits.Context)]));
        }
    }

    private static HeaderBlock Header(string words) => new(SlackFields.Plain(words, SlackLimits.Header));

    private static string Letters(string words) => PlainLetters.Cut(PlainLetters.OneLine(words), SlackLimits.Header);

    private async Task<Button> ButtonAsync(CardAction action, string id, CancellationToken cancel) => new()
    {
        ActionId = $"{id}:{PlainLetters.Cut(action.Verb, 100)}",
        Text = SlackFields.Plain(action.Label, SlackLimits.ButtonText),
        Value = await SlackButton.WriteAsync(action, store, cancel),
        Style = action.Primary ? "primary" : null,
    };
}
