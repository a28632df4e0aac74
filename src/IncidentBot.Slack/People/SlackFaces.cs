using System.Collections.Concurrent;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Installs;

namespace IncidentBot.Slack.People;

/// <summary>What Slack says of its users, remembered for a short while: somebody who types ten lines is asked about once.</summary>
public sealed class SlackFaces(TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);

    private const int Most = 2000;

    private readonly ConcurrentDictionary<(string Tenant, string User), (User Face, DateTimeOffset At)> known = new();

    public async Task<User> OfAsync(SlackInstall install, string user, CancellationToken cancel)
    {
        if (known.TryGetValue((install.Row.Tenant, user), out var one) && time.GetUtcNow() - one.At < Remembered)
        {
            return one.Face;
        }

        var face = await install.Client.Users.Info(user, cancel);
        if (known.Count >= Most)
        {
            known.Clear();
        }

        known[(install.Row.Tenant, user)] = (face, time.GetUtcNow());
        return face;
    }

    public void Forget(SlackInstall install, string user) => known.TryRemove((install.Row.Tenant, user), out _);
}
