using IncidentBot.Core.Operations;
using IncidentBot.Core.Outside;
using IncidentBot.Slack.Requests;
using IncidentBot.Slack.Sockets;
using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Operations;

/// <summary>How Slack reaches this process: by sockets, by signed requests, or by both.</summary>
internal sealed class SlackWays(IOptions<SlackOptions> options, SocketState sockets, SignedRequests requests, PublicLinks links, TimeProvider time)
{
    private const string Part = "Slack: the way in";

    public IEnumerable<Finding> Examine()
    {
        if (options.Value.HasSockets)
        {
            yield return Sockets();
        }

        if (options.Value.HasRequests)
        {
            yield return Requests();
        }
    }

    private Finding Sockets() => sockets switch
    {
        { Connected: > 0 and var many, LastHello: { } hello } => Finding.Good(Part, $"{many} {(many == 1 ? "socket is" : "sockets are")} open; Slack last greeted one {Ago(hello)}."),
        { LastError: { } error } => Finding.Bad(Part, $"No socket is open: {error}"),
        _ => Finding.Bad(Part, $"No socket is open yet. Ask again in a minute; if it stays so, compare `Slack:AppToken` with the app's own, and see that Socket Mode is on."),
    };

    /// <summary>Only Slack can say whether the address is right. What it says is that something comes.</summary>
    private Finding Requests() => requests.LastTaken is { } last
        ? Finding.Good(Part, $"Slack last sent a signed request to this process {Ago(last)}.")
        : options.Value.HasSockets
            ? Finding.Good(Part, $"No signed request has come; by the sockets none is needed.")
            : Finding.Doubtful(Part, $"Nothing signed by Slack has reached this process since it started. The app's addresses must be {links.Home?.AbsoluteUri.TrimEnd('/') ?? "your public address"}/slack/commands, /slack/events and /slack/interactions, and `Slack:SigningSecret` the app's own.");

    private string Ago(DateTimeOffset then) => (time.GetUtcNow() - then) switch
    {
        { TotalSeconds: < 90 and var seconds } => $"{Math.Max(0, seconds):0} seconds ago",
        { TotalMinutes: < 90 and var minutes } => $"{minutes:0} minutes ago",
        { TotalHours: var hours } => $"{hours:0} hours ago",
    };
}
