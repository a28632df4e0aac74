using System.Text.Json;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Blocks;
using IncidentBot.Slack.Cards;
using IncidentBot.Slack.Rooms;

namespace IncidentBot.Slack.Inbox;

/// <summary>Opens forms and does what is filled in. A trigger lives three seconds, so a view is opened before anything is looked up, and becomes the form.</summary>
public sealed class SlackFormDesk(SlackDoor door, FormBook book, SlackButtons buttons, VerbCatalogue verbs, VerbRouter router)
{
    /// <param name="visitor">Before whom it is opened.</param>
    /// <param name="person">Who that is.</param>
    /// <param name="trigger">Of the command or press.</param>
    /// <param name="action">What the form is about.</param>
    /// <param name="channel">Where it was asked for.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>Null when it stands; a sentence when Slack did not open it.</returns>
    public async Task<Reply?> OpenAsync(SlackVisitor visitor, Id<Person> person, string trigger, CardAction action, string? channel, CancellationToken cancel)
    {
        ViewResponse opened;
        try
        {
            opened = await visitor.Install.Client.Views.Open(trigger, SlackForms.Loading(), cancel);
        }
        catch (SlackException late) when (late.Failure is not SlackFailure.Reauthorise)
        {
            return Reply.Of(SlackRefusals.FormNotOpened(action.Verb));
        }

        await visitor.Install.Client.Views.Update(await FormAsync(person, action, channel, cancel), opened.View.Id, null, cancel);
        return null;
    }

    /// <summary>Does what was filled in, with the rights of whoever sent it.</summary>
    public async Task<FormOutcome> DoAsync(JsonElement payload, CancellationToken cancel)
    {
        var sent = SlackSubmission.Read(payload.At("view") ?? default);
        if (sent?.Stored is { } stored)
        {
            sent = sent.With(await buttons.FindAsync(stored, cancel));
        }

        var visitor = await door.FindAsync(payload.Text("team", "id"), payload.Text("enterprise", "id") ?? payload.Text("team", "enterprise_id"), payload.Text("user", "id"), null, cancel);
        if (sent is null || visitor is null)
        {
            return new FormOutcome(Reply.Of(visitor is null ? SlackRefusals.NotInstalled() : SlackRefusals.NoSuchButton()), null);
        }

        if (visitor.Person is not { } person)
        {
            return new FormOutcome(Reply.Of(SlackRefusals.Nobody(visitor.Why ?? "You are nobody here yet.")), sent);
        }

        try
        {
            return new FormOutcome(await router.HandleAsync(sent.Request(verbs, person) with { Chat = visitor.Identity }, cancel), sent);
        }
        catch (RefusalException refused)
        {
            return new FormOutcome(Reply.Of(refused.Refusal), sent);
        }
    }

    /// <summary>The answer to a form that was sent: what is wrong beside its field, else what came of it in the form's place.</summary>
    public async Task<string> AnswerAsync(FormOutcome outcome, CancellationToken cancel) =>
        outcome is { Reply.Refused: true, Sent: { } sent } && SlackForms.Errors(outcome.Reply, sent) is { } errors
            ? SlackJson.Write(new { ResponseAction = "errors", Errors = errors })
            : Update(await Forms.DoneAsync(outcome.Reply, null, cancel));

    /// <summary>The same when it is late and "working on it" stands there by now.</summary>
    public async Task ShowLateAsync(JsonElement payload, FormOutcome outcome, CancellationToken cancel)
    {
        if (payload.Text("view", "id") is { } view && await door.FindAsync(payload.Text("team", "id"), payload.Text("enterprise", "id"), payload.Text("user", "id"), null, cancel) is { } visitor)
        {
            await visitor.Install.Client.Views.Update(await Forms.DoneAsync(outcome.Reply, null, cancel), view, null, cancel);
        }
    }

    /// <summary>An answer that a form becomes another view.</summary>
    internal static string Update(ViewDefinition view) => SlackJson.Write(new { ResponseAction = "update", View = view });

    private SlackForms Forms => new(new SlackCards(buttons.KeepAsync), buttons.KeepAsync);

    private async Task<ViewDefinition> FormAsync(Id<Person> person, CardAction action, string? channel, CancellationToken cancel)
    {
        try
        {
            return await Forms.RenderAsync(await book.OfAsync(action, person, cancel, inChat: true), channel, cancel);
        }
        catch (RefusalException refused)
        {
            return await Forms.DoneAsync(Reply.Of(refused.Refusal), null, cancel);
        }
    }
}

/// <summary>What came of a form that was sent.</summary>
public sealed record FormOutcome(Reply Reply, SlackSubmission? Sent);
