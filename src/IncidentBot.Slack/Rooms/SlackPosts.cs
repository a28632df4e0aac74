using System.Security.Cryptography;
using System.Text;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Cards;
using IncidentBot.Slack.Installs;

namespace IncidentBot.Slack.Rooms;

/// <summary>Puts messages of ours where they belong, each once: what is begun is on record, and one whose answer was lost is looked for before it is sent again.</summary>
public sealed class SlackPosts(Postings postings, SlackCalls calls)
{
    /// <summary>What our messages are known by.</summary>
    private const string Kind = "incidentbot";

    /// <summary>Two clocks may differ by so much.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    /// <summary>How far back a lost message is looked for, in pages of a hundred.</summary>
    private const int MostPages = 5;

    /// <summary>Posts it, or changes the one that stands where it shows something else.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="conversation">Where it belongs.</param>
    /// <param name="changes">Whether it may look different by now; what stays as it was posted is left alone.</param>
    /// <returns>Its ts.</returns>
    public async Task<string> PutAsync(SlackInstall install, string key, Id<Incident> incident, string conversation, SlackContent content, bool changes, CancellationToken cancel)
    {
        var posted = await postings.FindAsync(key, cancel);
        var shows = Digest(content);
        if (posted?.Address is { } standing)
        {
            if (!changes || posted.Shows == shows || await UpdateAsync(install, posted.Conversation!, standing, content, cancel))
            {
                if (changes && posted.Shows != shows)
                {
                    await postings.KeepAsync(key, incident, one => one.Stands(posted.Conversation!, standing, shows), cancel);
                }

                return standing;
            }

            // Somebody took it away: it is posted anew.
            await postings.KeepAsync(key, incident, one => one.Gone(), cancel);
        }

        var begun = posted is null ? await postings.KeepAsync(key, incident, _ => { }, cancel) : posted;
        var ts = (posted is { Address: null } ? await FindAsync(install, conversation, key, begun.At, cancel) : null)
            ?? await calls.RunAsync(install, async client => (await client.Chat.PostMessage(new Message
            {
                Channel = conversation,
                Text = content.Text,
                Blocks = content.Blocks,
                Metadata = new() { EventType = Kind, EventPayload = new Dictionary<string, string> { ["key"] = key } },
            }, cancel)).Ts, cancel);
        await postings.KeepAsync(key, incident, one => one.Stands(conversation, ts, shows), cancel);
        return ts;
    }

    /// <summary>False when it is not there any more, or cannot be changed.</summary>
    private async Task<bool> UpdateAsync(SlackInstall install, string conversation, string ts, SlackContent content, CancellationToken cancel) => await calls.RunAsync(install, async client =>
    {
        try
        {
            await client.Chat.Update(new MessageUpdate { ChannelId = conversation, Ts = ts, Text = content.Text, Blocks = content.Blocks }, cancel);
            return true;
        }
        catch (SlackException refused) when (refused.ErrorCode is "message_not_found" or "cant_update_message" or "edit_window_closed")
        {
            return false;
        }
    }, cancel);

    private async Task<string?> FindAsync(SlackInstall install, string conversation, string key, DateTimeOffset begun, CancellationToken cancel) => await calls.RunAsync(install, async client =>
    {
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await client.Conversations.History(conversation, $"{(begun - Slack).ToUnixTimeSeconds()}.000000", null, 100, cursor, cancel);
            if (answer.Messages.FirstOrDefault(one => one.Metadata is { EventType: Kind } metadata && metadata.EventPayload.TryGetProperty("key", out var said) && said.GetString() == key) is { } found)
            {
                return found.Ts;
            }

            cursor = answer.ResponseMetadata?.NextCursor;
            if (string.IsNullOrEmpty(cursor))
            {
                break;
            }
        }

        return null;
    }, cancel);

    private static string Digest(SlackContent content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SlackJson.Write(new { content.Text, content.Blocks }))))[..32];
}
