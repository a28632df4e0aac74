using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Support;

/// <summary>Stands in for Hangfire's clock: keeps scheduled jobs, serialised as Hangfire serialises them, and runs each that is due twice, so that a job that is not idempotent fails.</summary>
public sealed class TestJobs(TimeProvider time) : IBackgroundJobClient
{
    private readonly Lock door = new();
    private readonly List<(DateTime At, InvocationData Job)> scheduled = [];

    /// <summary>What an operator would read in the dashboard.</summary>
    public IReadOnlyList<string> Labels
    {
        get
        {
            lock (door)
            {
                return [.. scheduled.OrderBy(one => one.At).Select(one => (string)one.Job.DeserializeJob().Args[1])];
            }
        }
    }

    public string Create(Job job, IState state)
    {
        lock (door)
        {
            scheduled.Add((state is ScheduledState later ? later.EnqueueAt : time.GetUtcNow().UtcDateTime, InvocationData.SerializeJob(job)));
            return $"{scheduled.Count}";
        }
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => true;

    /// <summary>Loses every job, as a storage in memory does when its process is killed.</summary>
    public void Forget()
    {
        lock (door)
        {
            scheduled.Clear();
        }
    }

    public async Task RunDueAsync(IServiceProvider services)
    {
        List<(DateTime At, InvocationData Job)> due;
        lock (door)
        {
            due = [.. scheduled.Where(one => one.At <= time.GetUtcNow().UtcDateTime)];
            scheduled.RemoveAll(due.Contains);
        }

        foreach (var (_, data) in due.Concat(due))
        {
            await using var scope = services.CreateAsyncScope();
            var job = data.DeserializeJob();
            await (Task)job.Method.Invoke(scope.ServiceProvider.GetRequiredService(job.Type), [.. job.Args])!;
        }
    }
}
