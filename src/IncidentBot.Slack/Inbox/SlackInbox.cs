using System.Text.Json;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Cards;
using IncidentBot.Slack.Requests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Inbox;

/// <summary>Takes whatever Slack sends and answers within its three seconds: what takes longer goes on, and is answered by the response URL.</summary>
public sealed partial class SlackInbox(IServiceScopeFactory scopes, ISlackApiClient slack, TimeProvider time, ILogger<SlackInbox> log) : ISlackInbox
{
    /// <summary>Slack gives three seconds, and the way back takes some of them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.3);

    public async Task<SlackAnswer> ReceiveAsync(SlackDelivery delivery, CancellationToken cancel) => delivery.Kind switch
    {
        SlackDeliveryKind.Command => await CommandAsync(delivery.Payload),
        SlackDeliveryKind.Interaction => await InteractionAsync(delivery.Payload),
        _ => await EventAsync(delivery.Payload),
    };

    private async Task<SlackAnswer> CommandAsync(JsonElement command)
    {
        var answering = InScopeAsync(async services =>
        {
            var reply = await services.GetRequiredService<SlackCommands>().AnswerAsync(command, CancellationToken.None);
            return reply is null ? null : await services.GetRequiredService<SlackReplies>().ShowAsync(reply, CancellationToken.None);
        });
        return await InTimeAsync(answering, command.Text("response_url")) is { } shown ? new SlackAnswer(SlackJson.Write(shown)) : SlackAnswer.Empty;
    }

    private async Task<SlackAnswer> InteractionAsync(JsonElement payload)
    {
        if (payload.Text("type") == "view_submission")
        {
            return new SlackAnswer(await SubmittedAsync(payload));
        }

        var answering = InScopeAsync(async services =>
        {
            var reply = await services.GetRequiredService<SlackPresses>().TakeAsync(payload, CancellationToken.None);
            return reply is null ? null : await services.GetRequiredService<SlackReplies>().ShowAsync(reply, CancellationToken.None);
        });

        // Beside the acknowledgement of a press nothing is shown: what is answered goes to its response URL in any case.
        if (await InTimeAsync(answering, payload.Text("response_url")) is { } shown && payload.Text("response_url") is { } url)
        {
            _ = RespondAsync(url, shown);
        }

        return SlackAnswer.Empty;
    }

    /// <summary>A form stands until it is answered, so what takes long is said in its place.</summary>
    private async Task<string> SubmittedAsync(JsonElement payload)
    {
        var doing = InScopeAsync(services => services.GetRequiredService<SlackFormDesk>().DoAsync(payload, CancellationToken.None));
        try
        {
            var outcome = await doing.WaitAsync(Patience, time);
            return await InScopeAsync(services => services.GetRequiredService<SlackFormDesk>().AnswerAsync(outcome, CancellationToken.None));
        }
        catch (TimeoutException) when (!doing.IsCompleted)
        {
            _ = ShowLateAsync(doing, payload);
            return SlackFormDesk.Update(SlackForms.Working());
        }
    }

    private async Task ShowLateAsync(Task<FormOutcome> doing, JsonElement payload)
    {
        try
        {
            var outcome = await doing;
            await InScopeAsync(async services =>
            {
                await services.GetRequiredService<SlackFormDesk>().ShowLateAsync(payload, outcome, CancellationToken.None);
                return true;
            });
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Late(log, fault);
        }
    }

    /// <summary>Acknowledged only when it is done: what is not comes again, and is known by its id.</summary>
    private async Task<SlackAnswer> EventAsync(JsonElement envelope)
    {
        await InScopeAsync(async services =>
        {
            await services.GetRequiredService<SlackEvents>().TakeAsync(envelope, CancellationToken.None);
            return true;
        });
        return SlackAnswer.Empty;
    }

    /// <summary>The answer, or null when it is late and comes by the response URL.</summary>
    private async Task<ResponseMessage?> InTimeAsync(Task<ResponseMessage?> answering, string? responseUrl)
    {
        try
        {
            return await answering.WaitAsync(Patience, time);
        }
        catch (TimeoutException) when (!answering.IsCompleted && responseUrl is not null)
        {
            _ = LateAsync(answering, responseUrl);
            return null;
        }
    }

    private async Task LateAsync(Task<ResponseMessage?> answering, string responseUrl)
    {
        try
        {
            if (await answering is { } shown)
            {
                await slack.Respond(responseUrl, shown, CancellationToken.None);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Late(log, fault);
            await RespondAsync(responseUrl, new ResponseMessage { Text = OutcomeUnknown });
        }
    }

    private async Task RespondAsync(string responseUrl, ResponseMessage shown)
    {
        try
        {
            await slack.Respond(responseUrl, shown, CancellationToken.None);
        }
        catch (SlackException fault)
        {
            // What was done is done, and the card shows it.
            Log.NotShown(log, fault.ErrorCode);
        }
    }

    /// <summary>What is begun is finished, whoever goes away.</summary>
    private async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    private const string OutcomeUnknown = "Something went wrong, and it may or may not have been recorded. Look at the timeline before you send it again.";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A late answer to Slack failed.")]
        public static partial void Late(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Warning, "An answer could not be shown in Slack: {Code}.")]
        public static partial void NotShown(ILogger logger, string code);
    }
}
