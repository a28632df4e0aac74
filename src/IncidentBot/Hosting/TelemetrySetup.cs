using IncidentBot.Core.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace IncidentBot.Host.Hosting;

/// <summary>Sends traces, metrics and logs to an OpenTelemetry collector, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one. Without it nothing leaves the process.</summary>
public static class TelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<VitalsWatch>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("incidentbot"))
            .WithMetrics(metrics => metrics.AddMeter(Vitals.Name).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation())
            .WithTracing(traces => traces.AddSource(Vitals.Name).AddAspNetCoreInstrumentation(options => options.Filter = context => !context.Request.Path.StartsWithSegments("/health")).AddHttpClientInstrumentation());
        if (!string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            builder.Logging.AddOpenTelemetry(logs => (logs.IncludeScopes, logs.IncludeFormattedMessage) = (true, true));
            telemetry.UseOtlpExporter();
        }
    }
}

/// <summary>Counts what waits four times a minute, so that the gauges are true.</summary>
public sealed partial class VitalsWatch(IServiceScopeFactory scopes, Vitals vitals, ILogger<VitalsWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Every);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                vitals.Standing = await scope.ServiceProvider.GetRequiredService<VitalsReader>().ReadAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.NotCounted(log, fault.GetType().Name);
            }
        }
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "What waits could not be counted ({Fault}).")]
        public static partial void NotCounted(ILogger logger, string fault);
    }
}
