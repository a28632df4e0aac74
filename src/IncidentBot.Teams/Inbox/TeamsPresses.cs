using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Cards;
using IncidentBot.Teams.Requests;

namespace IncidentBot.Teams.Inbox;

/// <summary>Does what a button carries, with the rights of whoever presses it.</summary>
public sealed class TeamsPresses(TeamsDoor door, TeamsButtons buttons, TeamsFormDesk forms, FreshCards fresh, TeamsReplies replies, ActionPress press, TimeProvider time)
{
    /// <summary>What Teams shows for a moment beside a button can be read only while it is short.</summary>
    private const int LongestWords = 200;

    /// <summary>After so long nobody waits for the answer any more: what is late is told.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3.5);

    public async Task<TeamsAnswer> TakeAsync(CardPressed pressed, CancellationToken cancel)
    {
        if (CardRefresh.Read(pressed.Data) is { } key)
        {
            return await fresh.ShowAsync(pressed, key, cancel);
        }

        if (pressed.Automatic)
        {
            // Nobody pressed, so nothing is done, whatever the card carries.
            return TeamsAnswer.Words(pressed, FreshCards.Nothing);
        }

        var begun = time.GetTimestamp();
        var action = await buttons.ReadAsync(pressed.Data, cancel);
        if (action?.Form is null && TeamsSubmission.Read(pressed.Data) is null)
        {
            return await AnswerAsync(pressed, await DoAsync(pressed, action, cancel), begun, cancel);
        }

        // No dialog was opened, so the form stands in the conversation.
        var shown = await forms.InPlaceAsync(pressed, action, cancel);
        return shown.Dialog is { } form ? await ShowAsync(pressed, form, begun, cancel) : await AnswerAsync(pressed, Reply.Of(shown.Refused!), begun, cancel);
    }

    /// <summary>Whoever pressed by a message sees no answer to it, and after a while nobody waits for one.</summary>
    private bool IsLate(CardPressed pressed, long begun) => pressed.ByMessage || time.GetElapsedTime(begun) > Patience;

    private async Task<TeamsAnswer> ShowAsync(CardPressed pressed, TeamsDialog form, long begun, CancellationToken cancel)
    {
        var content = new TeamsContent(TeamsCards.Summary(form.Title), form.Card);
        if (!IsLate(pressed, begun))
        {
            return TeamsReplies.Card(content);
        }

        await replies.TellAsync(pressed, content, cancel);
        return TeamsAnswer.Empty;
    }

    private async Task<TeamsAnswer> AnswerAsync(CardPressed pressed, Reply reply, long begun, CancellationToken cancel)
    {
        if (IsLate(pressed, begun))
        {
            await replies.TellAsync(pressed, reply, cancel);
            return TeamsAnswer.Empty;
        }

        // Instead of the old card whoever pressed sees how it stands.
        return reply is { Code: "moved-on", Card: not null, Incident: { } incident } && pressed.From is { } person
            ? TeamsReplies.Card(await replies.RenderAsync(pressed, reply, FreshCardKeys.Of(incident, person.Id), cancel))
            : await WordsAsync(pressed, reply, cancel);
    }

    private async Task<Reply> DoAsync(CardPressed pressed, CardAction? action, CancellationToken cancel)
    {
        var visitor = await door.FindAsync(pressed, cancel);
        if (visitor is null)
        {
            return Reply.Of(TeamsRefusals.NotInstalled());
        }

        if (visitor.Person is not { } person)
        {
            return Reply.Of(TeamsRefusals.Nobody(visitor.Why ?? "You are nobody here yet."));
        }

        return action is null ? Reply.Of(TeamsRefusals.NoSuchButton()) : await press.DoAsync(action, $"teams:{visitor.Install.Row.Tenant}", pressed.DeliveryKey, person, cancel);
    }

    private async Task<TeamsAnswer> WordsAsync(CardPressed pressed, Reply reply, CancellationToken cancel)
    {
        var words = PlainLetters.OneLine(Cards.TeamsText.Plain(reply.Text));
        if (reply.Card is null && reply.ShownOnce is null && words.Length <= LongestWords)
        {
            return TeamsAnswer.Words(words.Length == 0 ? "Done." : words);
        }

        return TeamsAnswer.Words(await replies.TellAsync(pressed, reply, cancel) ? "The answer is in a message that you alone see." : PlainLetters.Cut(words, LongestWords));
    }
}
