using IncidentBot.Core.Data;
using IncidentBot.Core.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.Host.Hosting;

/// <summary>Loads the plan files at start and whenever they change. A bad file is reported with file, line and sentence, and the last good plan goes on.</summary>
public sealed partial class PlanReload(PlanFolder folder, IServiceScopeFactory scopes, IOptions<HostOptions> options, Outage outage, ILogger<PlanReload> log) : BackgroundService
{
    private const int Tries = 4;

    private readonly Dictionary<string, string> imported = new(StringComparer.Ordinal);
    private IReadOnlyList<string> told = [];

    /// <summary>What is wrong with the files now, in words.</summary>
    public IReadOnlyList<string> Problems => told;

    /// <summary>The slugs of the clients whose plans are in force.</summary>
    public IReadOnlyCollection<string> Clients => imported.Keys;

    public async Task LoadAsync(CancellationToken cancel)
    {
        var loaded = folder.Load();
        var problems = loaded.Problems.Select(problem => problem.ToString()).ToList();
        foreach (var plan in loaded.Plans.Where(plan => imported.GetValueOrDefault(plan.Slug) != plan.Hash))
        {
            problems.AddRange(await ImportAsync(plan, cancel));
            imported[plan.Slug] = plan.Hash;
        }

        foreach (var problem in problems.Except(told))
        {
            Log.Problem(log, problem);
        }

        told = problems;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.PlansReloadSeconds));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LoadAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException && Transient.IsDown(fault))
            {
                outage.Met(fault);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.Failed(log, fault);
            }
        }
    }

    /// <summary>Where another process takes the same plan over at the same instant, one of the two waits, looks again and finds it done.</summary>
    private async Task<IReadOnlyList<string>> ImportAsync(Plan plan, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                return await scope.ServiceProvider.GetRequiredService<PlanImporter>().ImportAsync(plan, cancel);
            }
            catch (Exception fault) when (attempt < Tries && Transient.Is(fault))
            {
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Plan: {Problem}")]
        public static partial void Problem(ILogger logger, string problem);

        [LoggerMessage(LogLevel.Error, "The plans could not be reloaded; the last good ones go on.")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
