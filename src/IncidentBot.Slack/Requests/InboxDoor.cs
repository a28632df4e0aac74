using System.Text.Json;
using IncidentBot.Core.Data;
using IncidentBot.Slack.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Requests;

/// <summary>Hands a delivery to the inbox. When that fails, Slack is asked to send an event again, and a person is told that it may not have been recorded.</summary>
internal sealed partial class InboxDoor(IServiceScopeFactory scopes, ISlackApiClient client, IHostApplicationLifetime lifetime, ILogger<InboxDoor> log, Outage? outage = null)
{
    private const string Sorry = "Something went wrong here, so this may not have been recorded. Look at the timeline, and if it is not there try again.";

    /// <returns>Null when it is not taken: Slack is to hear no acknowledgement.</returns>
    public async Task<SlackAnswer?> ReceiveAsync(SlackDelivery delivery)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ISlackInbox>().ReceiveAsync(delivery, lifetime.ApplicationStopping);
        }
        catch (Exception fault)
        {
            Say(delivery.Kind, fault);
            _ = RespondAsync(delivery);
            return Told(delivery);
        }
    }

    /// <summary>What people see. A form stays open with the words at its first field; one without a field shows Slack's own error when nothing is acknowledged.</summary>
    private static SlackAnswer? Told(SlackDelivery delivery) => delivery.Kind switch
    {
        SlackDeliveryKind.Event => null,
        SlackDeliveryKind.Interaction => PayloadReader.Text(delivery.Payload, "type") switch
        {
            "view_submission" => FirstField(delivery.Payload) is { } field ? new(SlackJson.Write(new { ResponseAction = "errors", Errors = new Dictionary<string, string> { [field] = Sorry } })) : null,
            "block_suggestion" => new("""{"options":[]}"""),
            "view_closed" => SlackAnswer.Empty,
            _ => Words,
        },
        _ => Words,
    };

    /// <summary>Slack shows nothing of what is answered to a press; the words go by its response URL.</summary>
    private async Task RespondAsync(SlackDelivery delivery)
    {
        if (PayloadReader.Text(delivery.Payload, "type") is not ("block_actions" or "message_action") || PayloadReader.Text(delivery.Payload, "response_url") is not { } url)
        {
            return;
        }

        try
        {
            await client.Respond(url, new ResponseMessage { Text = Sorry }, CancellationToken.None);
        }
        catch (SlackException fault)
        {
            Log.Untold(log, fault.ErrorCode);
        }
    }

    private static SlackAnswer Words => new(SlackJson.Write(new ResponseMessage { Text = Sorry }));

    private static string? FirstField(JsonElement payload) =>
        payload.TryGetProperty("view", out var view) && view.ValueKind is JsonValueKind.Object && view.TryGetProperty("blocks", out var blocks) && blocks.ValueKind is JsonValueKind.Array
            ? blocks.EnumerateArray().Where(block => PayloadReader.Text(block, "type") == "input").Select(block => PayloadReader.Text(block, "block_id")).FirstOrDefault(id => id is { Length: > 0 })
            : null;

    private void Say(SlackDeliveryKind kind, Exception fault)
    {
        // While the database is away it is told once a minute, whoever meets it.
        if (Transient.IsDown(fault) && outage is not null)
        {
            outage.Met(fault);
            return;
        }

        Log.Failed(log, kind, FaultText.Of<SlackException>(fault));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What Slack sent ({Kind}) could not be handled: {Fault}")]
        public static partial void Failed(ILogger logger, SlackDeliveryKind kind, string fault);

        [LoggerMessage(LogLevel.Warning, "Whoever pressed could not be told that it went wrong ({Code}).")]
        public static partial void Untold(ILogger logger, string code);
    }
}
