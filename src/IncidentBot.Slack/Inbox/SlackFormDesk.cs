using System.Text.Json;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Organisations;

namespace IncidentBot.Slack.Inbox;

public sealed class SlackFormDesk(SlackReplies replies)
{
    public Task OpenAsync(SlackVisitor visitor, Id<Person> person, string trigger, CardAction action, string? channel, CancellationToken cancel) => Task.FromResult(replies);

    public Task<string?> SubmitAsync(JsonElement payload, TimeSpan patience, CancellationToken cancel) => Task.FromResult(replies?.ToString());
}
