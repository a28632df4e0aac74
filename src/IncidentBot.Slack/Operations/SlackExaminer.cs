using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Operations;
using IncidentBot.Core.WarRooms;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Installs;
using IncidentBot.Slack.Rooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Slack.Operations;

/// <summary>Tries out Slack: how it reaches us, and in each workspace the token, its scopes, and a message that is posted, read back and deleted.</summary>
internal sealed class SlackExaminer(SlackInstalls installs, SlackWays ways, DigestChannels digests, IServiceScopeFactory scopes) : IExaminer
{
    private const string Trial = "IncidentBot tries out whether it can post here. This message goes away at once.";

    public string Part => "Slack";

    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel)
    {
        // What another process changed a moment ago counts as well.
        installs.Forget();
        var all = await installs.AllAsync(cancel);
        var findings = new List<Finding>(ways.Examine());
        foreach (var some in await Task.WhenAll(all.Select(one => ExamineAsync(one, cancel))))
        {
            findings.AddRange(some);
        }

        if (all.Count == 0)
        {
            findings.Add(Finding.Doubtful(Part, $"The app is in no workspace yet. Set `Slack:BotToken`, or install it from the page Slack."));
        }

        return findings;
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync(SlackInstall install, CancellationToken cancel)
    {
        var part = $"Slack: {install.Row.Name}";
        if (install.Row.Broken is { } because)
        {
            return [Finding.Bad(part, $"The app does not work there: {because}. Install it again, or correct `Slack:BotToken` and restart.")];
        }

        try
        {
            var who = await install.Client.Auth.Test(cancel);
            return [Finding.Good(part, $"The token works."), .. Scopes(part, who.TokenScopes), .. await PostAsync(part, install, cancel)];
        }
        catch (SlackException refused)
        {
            return [Finding.Bad(part, Words(refused))];
        }
    }

    private static IEnumerable<Finding> Scopes(string part, IReadOnlyList<string>? granted)
    {
        if (granted is null)
        {
            return [Finding.Doubtful(part, $"Slack does not say which scopes the token has.")];
        }

        var missing = SlackScopes.Bot.Except(granted).ToList();
        return [missing.Count == 0
            ? Finding.Good(part, $"It has all {SlackScopes.Bot.Count} scopes.")
            : Finding.Bad(part, $"Scopes are missing: {Prose.Join(", ", missing.Select(Prose.Code))}. Add them under OAuth & Permissions of the app, and install it again.")];
    }

    /// <summary>In the digest, where a message that goes away wakes nobody; otherwise in the newest room.</summary>
    private async Task<IReadOnlyList<Finding>> PostAsync(string part, SlackInstall install, CancellationToken cancel)
    {
        if (install.Row.WholeEnterprise)
        {
            return [Finding.Doubtful(part, $"It is installed in the whole enterprise: commands are answered, and rooms are not opened. Install it in a workspace for that.")];
        }

        if (await PlaceAsync(install, cancel) is not { } place)
        {
            return [Finding.Doubtful(part, $"There is no room and no digest channel yet in which a message could be tried out. Declare a drill, and ask again.")];
        }

        var ts = (await install.Client.Chat.PostMessage(new Message { Channel = place, Text = Trial }, cancel)).Ts;
        try
        {
            return await install.Client.Conversations.Message(place, ts, cancel) is { } read && read.Text == Trial
                ? [Finding.Good(part, $"A message was posted, read back and deleted.")]
                : [Finding.Bad(part, $"A message was posted and could not be read back. Without that a message whose answer is lost would be posted twice.")];
        }
        finally
        {
            // Whoever stops waiting leaves no message behind.
            await install.Client.Chat.Delete(ts, place, CancellationToken.None);
        }
    }

    private async Task<string?> PlaceAsync(SlackInstall install, CancellationToken cancel)
    {
        try
        {
            if (await digests.FindAsync(install, cancel) is { } digest)
            {
                return digest;
            }
        }
        catch (Exception refused) when (refused is SendException or RetryAfterException)
        {
            // A room does as well.
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        return await db.Rooms.Where(room => room.Platform == SlackRooms.Platform && room.Tenant == install.Row.Tenant && room.State == RoomState.Open)
            .OrderByDescending(room => room.Id).Select(room => room.Address).FirstOrDefaultAsync(cancel);
    }

    private static Prose Words(SlackException refused) => refused switch
    {
        { OutcomeUnknown: true, Method: "chat.postMessage" } => $"{refused.Message}. The trial message may stand in the channel: delete it by hand.",
        { Needed: not null } => $"{refused.Message}. Add the scope under OAuth & Permissions of the app, and install it again.",
        { Failure: SlackFailure.Reauthorise } => $"{refused.Message}. Install the app again, or correct `Slack:BotToken` and restart.",
        { Failure: SlackFailure.Retry } => $"{refused.Message}. Slack is slow or limits us: ask again in a minute.",
        _ => $"{refused.Message}.",
    };
}
