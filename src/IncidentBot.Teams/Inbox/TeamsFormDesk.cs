using System.Text.Json;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Cards;
using IncidentBot.Teams.Requests;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Teams.Inbox;

/// <summary>Opens forms as dialogs, or as cards where a client opens none, and does what is filled in, with the rights of whoever sends it.</summary>
public sealed partial class TeamsFormDesk(TeamsDoor door, TeamsButtons buttons, FormBook book, FreshCards fresh, VerbCatalogue verbs, VerbRouter router, ActionPress press, PublicLinks links, TimeProvider time, ILogger<TeamsFormDesk> log)
{
    /// <summary>Teams waits five seconds for what comes in a dialog's place, and takes some of them itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Opens what a button asks for.</summary>
    public async Task<TeamsAnswer> OpenAsync(DialogOpened asked, CancellationToken cancel) =>
        await buttons.ReadAsync(asked.Data, cancel) is { } action ? await OpenAsync(asked, action, cancel) : Words(TeamsRefusals.NoSuchButton());

    public async Task<TeamsAnswer> OpenAsync(TeamsActivity asked, CardAction action, CancellationToken cancel) => (await OpenedAsync(asked, action, cancel)).InDialog;

    /// <summary>Does what was filled in, or what a button below an answer carries.</summary>
    public async Task<TeamsAnswer> SubmitAsync(TeamsActivity asked, JsonElement data, CancellationToken cancel) => (await SubmittedAsync(asked, data, cancel)).InDialog;

    /// <summary>The form that a button in the conversation opens, or what came of one that stands there.</summary>
    /// <param name="action">What the pressed button carries; null where a form was sent.</param>
    internal Task<FormShown> InPlaceAsync(CardPressed pressed, CardAction? action, CancellationToken cancel) => action is null ? SubmittedAsync(pressed, pressed.Data, cancel) : OpenedAsync(pressed, action, cancel);

    private async Task<FormShown> OpenedAsync(TeamsActivity asked, CardAction action, CancellationToken cancel)
    {
        var visitor = await door.FindAsync(asked, cancel);
        return visitor?.Person is { } person ? await OpenAsync(person, action, asked, cancel) : new(Stranger(visitor));
    }

    private async Task<FormShown> SubmittedAsync(TeamsActivity asked, JsonElement data, CancellationToken cancel)
    {
        var visitor = await door.FindAsync(asked, cancel);
        if (visitor?.Person is not { } person)
        {
            return new(Stranger(visitor));
        }

        var sent = TeamsSubmission.Read(data);
        if (sent?.Stored is { } stored)
        {
            sent = sent.With(await buttons.FindAsync(stored, cancel));
        }

        if (sent is not null)
        {
            return await DoAsync(visitor, person, sent, asked, cancel);
        }

        return await buttons.ReadAsync(data, cancel) switch
        {
            null => new(TeamsRefusals.NoSuchButton()),
            { Form: not null } form => await OpenAsync(person, form, asked, cancel),
            var action => await DoneAsync(asked, await press.DoAsync(action, $"teams:{visitor.Install.Row.Tenant}", asked.DeliveryKey, person, cancel), cancel),
        };
    }

    private async Task<FormShown> OpenAsync(Id<Person> person, CardAction action, TeamsActivity asked, CancellationToken cancel)
    {
        try
        {
            return new(await Forms(asked, null).RenderAsync(await book.OfAsync(action, person, cancel, inChat: true), null, cancel));
        }
        catch (RefusalException refused) when (refused.Refusal.Code == "moved-on" && IncidentReference.TryParse(action.Incident, out var incident))
        {
            return await DoneAsync(asked, Reply.Of(refused.Refusal, (await fresh.StatusAsync(incident, person, asked.DeliveryKey, cancel)).Card) with { Incident = incident }, cancel);
        }
        catch (RefusalException refused)
        {
            return new(refused.Refusal);
        }
    }

    private async Task<FormShown> DoAsync(TeamsVisitor visitor, Id<Person> person, TeamsSubmission sent, TeamsActivity asked, CancellationToken cancel)
    {
        Reply reply;
        try
        {
            var doing = router.HandleAsync(sent.Request(verbs, person) with { Chat = visitor.Identity }, cancel);
            if (await InTimeAsync(doing) is not { } done)
            {
                return new(Forms(asked, null).Working(sent));
            }

            reply = done;
        }
        catch (RefusalException refused)
        {
            reply = Reply.Of(refused.Refusal);
        }

        return reply.Refused && reply.Code != "moved-on" && await AgainAsync(person, sent, asked, reply, cancel) is { } again ? again : await DoneAsync(asked, reply, cancel);
    }

    /// <summary>The form once more with what was filled in. Null where it has no fields that could be mended, may not be shown any more, or would weigh too much with it.</summary>
    private async Task<FormShown?> AgainAsync(Id<Person> person, TeamsSubmission sent, TeamsActivity asked, Reply refused, CancellationToken cancel)
    {
        try
        {
            var form = await book.OfAsync(sent.Action, person, cancel, inChat: true);
            return form.Fields.Count == 0 || sent.IsFile ? null : new(await Forms(asked, refused).AgainAsync(form, sent, refused, cancel));
        }
        catch (RefusalException)
        {
            return null;
        }
    }

    /// <summary>Null when it takes longer: then it goes on, and sending the same form again finds its answer.</summary>
    private async Task<Reply?> InTimeAsync(Task<Reply> doing)
    {
        try
        {
            return await doing.WaitAsync(Patience, time);
        }
        catch (TimeoutException) when (!doing.IsCompleted)
        {
            _ = LateAsync(doing);
            return null;
        }
    }

    private async Task LateAsync(Task<Reply> doing)
    {
        try
        {
            await doing;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Late(log, fault);
        }
    }

    private async Task<FormShown> DoneAsync(TeamsActivity asked, Reply reply, CancellationToken cancel) => new(await Forms(asked, reply).DoneAsync(reply, null, cancel));

    private TeamsForms Forms(TeamsActivity asked, Reply? about) => new(new TeamsCards(buttons.KeepAsync, about?.Incident is { } incident ? links.To(incident, "card") : links.Home, asked.Registration.OpensDialogs), buttons.KeepAsync, inDialog: asked is not CardPressed);

    private static Refusal Stranger(TeamsVisitor? visitor) => visitor is null ? TeamsRefusals.NotInstalled() : TeamsRefusals.Nobody(visitor.Why ?? "You are nobody here yet.");

    /// <summary>Plain words in the dialog's place.</summary>
    internal static TeamsAnswer Words(Refusal refusal) => Words(refusal.Sentence);

    internal static TeamsAnswer Words(string markup) => new(200, TeamsDialog.Answer(Cards.TeamsText.Plain(markup)));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What was filled into a form in Teams failed after its sender had been told to look again.")]
        public static partial void Late(ILogger logger, Exception fault);
    }
}
