using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Cards;

/// <summary>Renders actions as buttons. Together they keep to a weight: of those that are too long the longest are kept elsewhere first, and their buttons carry an id.</summary>
internal sealed class ButtonRows(StoreAction store, bool inDialog)
{
    /// <summary>What an id under which an action was kept weighs as data.</summary>
    private const int KeptData = 80;

    public async Task<IReadOnlyList<ElementAction>> RenderAsync(IReadOnlyList<CardAction> actions, int bytes, CancellationToken cancel)
    {
        var whole = actions.Select(action => (Action: action, Size: CardJson.Size(TeamsButton.Whole(action)))).ToList();
        var kept = whole.Where(one => one.Size > TeamsLimits.ButtonData).Select(one => one.Action).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var (action, _) in whole.Where(one => one.Size > KeptData).OrderByDescending(one => one.Size))
        {
            if (whole.Sum(one => Weight(one.Action, kept.Contains(one.Action) ? KeptData : one.Size)) <= bytes)
            {
                break;
            }

            kept.Add(action);
        }

        var buttons = new List<ElementAction>();
        foreach (var action in actions)
        {
            buttons.Add(Button(action, kept.Contains(action) ? await store(action, cancel) : null));
        }

        return buttons;
    }

    /// <summary>As many in a row as Teams shows.</summary>
    public static IEnumerable<ActionSet> Rows(IReadOnlyList<ElementAction> buttons) => buttons.Chunk(TeamsLimits.Row).Select(row => new ActionSet(row));

    private int Weight(CardAction action, int data) => CardJson.Size(Button(action, "")) + (data * (inDialog || action.Form is not null ? 1 : 2));

    private ElementAction Button(CardAction action, string? stored)
    {
        var title = TeamsLetters.Unread(TeamsLetters.Cut(TeamsLetters.OneLine(action.Label) is { Length: > 0 } words ? words : "…", TeamsLimits.ButtonText));
        var style = action.Primary ? "positive" : null;
        var data = stored is null ? TeamsButton.Whole(action) : TeamsButton.ById(stored);
        if (inDialog || action.Form is not null)
        {
            // A dialog knows Action.Submit alone, and what it submits may be answered by another dialog: so nothing more has to be asked for.
            return new SubmitAction(inDialog ? data : TeamsData.Fetching(data)) { Title = title, Style = style };
        }

        return new ExecuteAction(TeamsButton.Verb, data) { Title = title, Style = style, Fallback = new SubmitAction(data) { Title = title } };
    }
}
