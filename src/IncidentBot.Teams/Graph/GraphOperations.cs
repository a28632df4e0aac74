using System.Text.RegularExpressions;
using Microsoft.Graph.Models;

namespace IncidentBot.Teams.Graph;

/// <summary>Follows what Graph does by and by, to its end but not without end.</summary>
internal sealed partial class GraphOperations(GraphCalls calls, TimeSpan firstLook, TimeProvider time)
{
    private const int MostLooks = 7;

    private static readonly TimeSpan Later = TimeSpan.FromSeconds(20);

    /// <param name="location">As the answer said it, such as /teams('…')/operations('…').</param>
    /// <returns>What it made or changed.</returns>
    /// <exception cref="TeamsException">It failed, or takes longer than we wait: limited, so that the relay comes again.</exception>
    public async Task<string?> FollowAsync(string name, string teamId, string? location, CancellationToken cancel)
    {
        if (location is null || Operation().Match(location) is not { Success: true } found)
        {
            throw TeamsException.NoAnswer(name, "unreadable", mayBeDone: true, 202);
        }

        var wait = firstLook;
        for (var look = 0; look < MostLooks; look++, wait *= 2)
        {
            await Task.Delay(wait, time, cancel);
            var operation = await FindAsync(name, teamId, found.Groups["id"].Value, cancel);
            switch (operation?.Status)
            {
                case TeamsAsyncOperationStatus.Succeeded:
                    return operation.TargetResourceId;
                case TeamsAsyncOperationStatus.Failed:
                    throw new TeamsException(name, operation.Error?.Code?.ToString() ?? "failed", TeamsFailure.NotAllowed) { Status = 202 };
            }
        }

        throw TeamsException.Limited(name, Later);
    }

    /// <summary>It may not be seen yet just after it began.</summary>
    private async Task<TeamsAsyncOperation?> FindAsync(string name, string teamId, string operationId, CancellationToken cancel)
    {
        try
        {
            return await calls.RunAsync(name, makesNew: false, graph => graph.Teams[teamId].Operations[operationId].GetAsync(cancellationToken: cancel), cancel);
        }
        catch (TeamsException gone) when (gone.Failure is TeamsFailure.TargetGone)
        {
            return null;
        }
    }

    [GeneratedRegex(@"operations(?:\('|/)(?<id>[A-Za-z0-9-]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Operation();
}
