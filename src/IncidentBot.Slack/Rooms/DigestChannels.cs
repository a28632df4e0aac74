using System.Collections.Concurrent;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Installs;
using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Rooms;

/// <summary>Finds the channel of each workspace in which every incident has its line: the one of the configured name, if there is one. Nobody has to make it.</summary>
public sealed class DigestChannels(IOptions<SlackOptions> options, TimeProvider time)
{
    /// <summary>Whoever makes the channel sees it used within so long.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string? Channel, DateTimeOffset At)> known = new(StringComparer.Ordinal);

    public async Task<string?> FindAsync(SlackInstall install, CancellationToken cancel)
    {
        var name = options.Value.DigestChannel.TrimStart('#');
        if (name.Length == 0)
        {
            return null;
        }

        if (known.TryGetValue(install.Row.Tenant, out var last) && time.GetUtcNow() - last.At < LookAgain)
        {
            return last.Channel;
        }

        var channel = await LookAsync(install.Client, name, cancel);
        known[install.Row.Tenant] = (channel, time.GetUtcNow());
        return channel;
    }

    /// <summary>It is gone.</summary>
    public void Forget(SlackInstall install) => known.TryRemove(install.Row.Tenant, out _);

    private static async Task<string?> LookAsync(ISlackApiClient client, string name, CancellationToken cancel)
    {
        try
        {
            await foreach (var one in SlackPages.All(cursor => client.Conversations.List("public_channel,private_channel", true, null, cursor, cancel), page => page.Channels, cancel))
            {
                if (one.Name == name && !one.IsExtShared)
                {
                    return one.IsMember ? one.Id : (await client.Conversations.Join(one.Id, cancel)).Id;
                }
            }

            return null;
        }
        catch (SlackException refused)
        {
            throw refused.ForRelay();
        }
    }
}
