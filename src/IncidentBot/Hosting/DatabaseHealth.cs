using System.Data.Common;
using IncidentBot.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IncidentBot.Host.Hosting;

/// <summary>Ready means that the database answers and takes a write. What was found is good for a moment, so that whoever asks often costs nothing.</summary>
public sealed class DatabaseHealth(IServiceScopeFactory scopes, Outage outage, TimeProvider time, DatabaseHealth.Finding last) : IHealthCheck
{
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await last.Turn.WaitAsync(cancellationToken);
        try
        {
            if (last.At is not { } at || time.GetElapsedTime(at) > Good)
            {
                (last.Ready, last.At) = (await WritesAsync(cancellationToken), time.GetTimestamp());
            }

            return last.Ready ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer, or takes no writes.");
        }
        finally
        {
            last.Turn.Release();
        }
    }

    private async Task<bool> WritesAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
            await using var work = await db.BeginAsync(limit.Token);
            await db.Database.ExecuteSqlAsync($"INSERT INTO \"Counters\" (\"Name\", \"Value\") VALUES ('health', 0) ON CONFLICT (\"Name\") DO UPDATE SET \"Value\" = 1 - \"Counters\".\"Value\"", limit.Token);
            await work.CommitAsync(limit.Token);
            outage.Over();
            return true;
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            outage.Met(fault);
            return false;
        }
    }

    /// <summary>What was found last, shared by all who ask.</summary>
    public sealed class Finding
    {
        internal SemaphoreSlim Turn { get; } = new(1, 1);

        internal bool Ready { get; set; }

        internal long? At { get; set; }
    }
}
