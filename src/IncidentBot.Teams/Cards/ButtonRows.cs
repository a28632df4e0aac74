using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Cards;

/// <summary>Renders actions as buttons. Together they keep to a weight: of those that are too long the longest are kept elsewhere first, and their buttons carry an id.</summary>
/// <param name="dialogs">Whether clients open any; where they do not, a button that asks for one would do nothing.</param>
internal sealed class ButtonRows(StoreAction store, bool inDialog, bool dialogs)
{
    /// <summary>What an id under which an action was kept weighs as data.</summary>
    private const int KeptData = 80;

    public async Task<IReadOnlyList<ElementAction>> RenderAsync(IReadOnlyList<CardAction> actions, int bytes, CancellationToken cancel)
    {
        var weighed = actions.Select(action => (Frame: CardJson.Size(Button(action, "")), Data: CardJson.Size(TeamsButton.Whole(action)), Times: Submits(action) ? 1 : 2)).ToList();
        var left = bytes - weighed.Sum(one => one.Frame + (one.Data * one.Times));
        var kept = new HashSet<int>();
        foreach (var at in Enumerable.Range(0, weighed.Count).Where(at => weighed[at].Data > KeptData).OrderByDescending(at => weighed[at].Data))
        {
            if (left >= 0 && weighed[at].Data <= TeamsLimits.ButtonData)
            {
                break;
            }

            left += (weighed[at].Data - KeptData) * weighed[at].Times;
            kept.Add(at);
        }

        var buttons = new List<ElementAction>();
        for (var at = 0; at < actions.Count; at++)
        {
            buttons.Add(Button(actions[at], kept.Contains(at) ? await store(actions[at], cancel) : null));
        }

        return buttons;
    }

    /// <summary>As many in a row as Teams shows.</summary>
    public static IEnumerable<ActionSet> Rows(IReadOnlyList<ElementAction> buttons) => buttons.Chunk(TeamsLimits.Row).Select(row => new ActionSet(row));

    /// <summary>Action.Execute says its data twice, once for clients that do not know it.</summary>
    private bool Submits(CardAction action) => inDialog || action.Form is not null;

    private ElementAction Button(CardAction action, string? stored)
    {
        var title = TeamsLetters.Unread(PlainLetters.Cut(PlainLetters.OneLine(action.Label) is { Length: > 0 } words ? words : "…", TeamsLimits.ButtonText));
        var style = action.Primary ? "positive" : null;
        var data = stored is null ? TeamsButton.Whole(action) : TeamsButton.ById(stored);
        if (Submits(action))
        {
            // A dialog knows Action.Submit alone, and what it submits may be answered by another dialog: so nothing more has to be asked for.
            return new SubmitAction(inDialog || !dialogs ? data : TeamsData.Fetching(data)) { Title = title, Style = style };
        }

        return new ExecuteAction(TeamsButton.Verb, data) { Title = title, Style = style, Fallback = new SubmitAction(data) { Title = title } };
    }
}
