using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Teams.Cards;
using IncidentBot.Teams.Connector;

namespace IncidentBot.Teams.Rooms;

/// <summary>Puts messages of ours where they belong: what is begun is on record, what stands is changed in place. A bot may not read what stands somewhere, so what nobody knows to have arrived is sent once more, and says so.</summary>
public sealed class TeamsPosts(Postings postings, TeamsCalls calls)
{
    private const string Repeat = "Sent once more: it is not known whether the first one arrived.";

    /// <summary>Posts it, or changes the one that stands where it shows something else.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="place">Where it belongs: a chat, a thread, or a channel in which it begins a thread.</param>
    /// <param name="changes">Whether it may look different by now; what stays as it was posted is left alone.</param>
    /// <returns>The id of the message.</returns>
    public async Task<string> PutAsync(string key, Id<Incident> incident, TeamsAddress place, TeamsContent content, bool changes, CancellationToken cancel)
    {
        var message = Message(content);
        var shows = Digest(message);
        var posted = await postings.FindAsync(key, cancel);
        if (posted?.Address is { } standing)
        {
            if (!changes || posted.Shows == shows)
            {
                return standing;
            }

            if (await UpdateAsync(TeamsAddress.Parse(posted.Conversation) ?? place, standing, message, cancel))
            {
                await postings.KeepAsync(key, incident, one => one.Stands(posted.Conversation!, standing, shows), cancel);
                return standing;
            }

            // Somebody took it away: it is posted anew.
            await postings.KeepAsync(key, incident, one => one.Gone(), cancel);
        }

        var again = posted?.MayStand() is true;
        await postings.KeepAsync(key, incident, one => one.Sent(), cancel);
        try
        {
            var (where, id) = await SendAsync(place, again ? Message(Repeated(content)) : message, cancel);
            await postings.KeepAsync(key, incident, one => one.Stands(where.ToString(), id, shows), cancel);
            return id;
        }
        catch (Exception refused) when (!again && refused is TeamsException or RetryAfterException or OperationCanceledException or SendException { Failure: not SendFailure.Unknown })
        {
            // It never left; of an earlier one that is not known. Whoever stops waiting has it kept all the same.
            await postings.KeepAsync(key, incident, one => one.Refused(), CancellationToken.None);
            throw;
        }
    }

    private Task<(TeamsAddress Place, string Id)> SendAsync(TeamsAddress place, Connector.TeamsMessage message, CancellationToken cancel) => calls.SayAsync(async connector =>
    {
        if (place is not { Kind: ConversationKind.Channel, RootMessageId: null })
        {
            return (place, await connector.PostAsync(place, message, cancel));
        }

        var thread = await connector.StartThreadAsync(place, message, cancel);
        return (thread, thread.RootMessageId!);
    });

    private static TeamsContent Repeated(TeamsContent content) => content with { Card = content.Card with { Body = [new RichTextBlock([new TextRun(Repeat) { IsSubtle = true }]), .. content.Card.Body] } };

    /// <summary>The card as the connector takes it.</summary>
    internal static Connector.TeamsMessage Message(TeamsContent content) => new() { Card = JsonNode.Parse(CardJson.Write(content.Card)), Summary = content.Summary };

    /// <summary>False when it is not there any more.</summary>
    private Task<bool> UpdateAsync(TeamsAddress place, string id, Connector.TeamsMessage message, CancellationToken cancel) => calls.SayAsync(async connector =>
    {
        try
        {
            await connector.UpdateAsync(place, id, message, cancel);
            return true;
        }
        catch (TeamsException gone) when (gone.Failure is TeamsFailure.TargetGone)
        {
            return false;
        }
    });

    private static string Digest(Connector.TeamsMessage message) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Summary}\n{message.Card?.ToJsonString()}")))[..32];
}
