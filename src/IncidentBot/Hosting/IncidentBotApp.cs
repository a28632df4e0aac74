using Hangfire;
using Hangfire.PostgreSql;
using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Plans;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Timeline;
using IncidentBot.Host.Data;
using IncidentBot.Host.SignIn;
using IncidentBot.Host.Web;
using IncidentBot.Paging;
using IncidentBot.Slack;
using IncidentBot.Teams;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IncidentBot.Host.Hosting;

/// <summary>Puts the one process together: configuration, database, core, Hangfire, sign-in, web.</summary>
public static class IncidentBotApp
{
    /// <summary>Bytes. Forms and lines are all that is taken; verbs have limits of their own below it.</summary>
    private const int LargestRequest = 128 * 1024;

    public static WebApplicationBuilder Builder(string[] args)
    {
        // The content root is the application's folder, so that the published program runs from anywhere.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(IncidentBotApp).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        Configure(builder);
        return builder;
    }

    public static void Configure(WebApplicationBuilder builder)
    {
        SealedSettings.Open(builder.Configuration);
        var services = builder.Services;
        services.AddOptions<HostOptions>().Bind(builder.Configuration).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(_ => DataFolder.Take(DataFolder.Resolve(builder.Configuration["DataFolder"])));
        services.AddIncidentBotCore();
        services.AddSingleton(new PublicLinks(HostOptions.Address(builder.Configuration["PublicUrl"]))).AddPaging(builder.Configuration);
        services.AddSlack(builder.Configuration);
        services.AddTeams(builder.Configuration);
        AddDatabase(services, builder.Configuration);
        services.AddSingleton(provider => TimelineSigner.LoadOrCreate(provider.GetRequiredService<DataFolder>().TimelineKey));
        services.AddSingleton(_ => new PlanFolder(builder.Configuration["PlansFolder"] is { Length: > 0 } ? PlansFolder(builder.Configuration) : SamplePlans.In(PlansFolder(builder.Configuration))));
        services.AddSingleton<PlanReload>().AddHostedService(provider => provider.GetRequiredService<PlanReload>());
        services.AddHostedService<BackgroundWork>();
        services.AddHostedService<StartLitter>();
        services.AddDataProtection().SetApplicationName("IncidentBot");
        services.AddSingleton<Microsoft.Extensions.Options.IConfigureOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>, KeysBesideTheData>();
        services.AddSingleton<ISecretKeys, SecretKeys>().AddSignIn(builder.Configuration);
        services.AddRateLimits(Math.Max(1, builder.Configuration.GetValue(nameof(HostOptions.RateLimitScale), 1)));
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.AddServerHeader, kestrel.Limits.MaxRequestBodySize) = (false, LargestRequest));
        services.AddWebRoom();
        builder.AddTelemetry();
        services.AddSingleton<DatabaseHealth.Finding>().AddHealthChecks().AddCheck<DatabaseHealth>("database");
    }

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseTrustedProxies();
        app.UsePageHeaders();
        app.UseOutageWords();
        app.UseSignIn();
        app.MapWebRoom();
        app.MapSlackRequests();
        app.MapSlackInstalls();
        app.MapTeamsRequests();
        app.MapPaging();
        return app;
    }

    /// <summary>Takes the data folder and brings the database up to date, before anything listens.</summary>
    public static async Task PrepareAsync(IServiceProvider services)
    {
        services.GetRequiredService<DataFolder>();

        // Read beside the database's preparation, not after it.
        _ = Task.Run(() => Catalogue.Shipped);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        switch (db)
        {
            case PostgresIncidentDb shared:
                await shared.MigrateInTurnAsync();
                break;
            case SqliteIncidentDb embedded:
                await embedded.MigrateAsync();
                await embedded.BeginAloneAsync(CancellationToken.None);
                break;
        }
    }

    public static string PlansFolder(IConfiguration configuration) =>
        configuration["PlansFolder"] is { Length: > 0 } folder ? ConsolePath.Resolve(folder) : Path.Combine(DataFolder.Resolve(configuration["DataFolder"]), "plans");

    /// <summary>The configuration as the server would read it, for console verbs.</summary>
    public static IConfiguration ConsoleConfiguration() =>
        new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();

    /// <summary>The database beside a server that may be running; it must exist already.</summary>
    public static IncidentDb OpenDatabase(IConfiguration configuration, string folder) =>
        IsOnPostgres(configuration) || File.Exists(DataFolder.DatabaseIn(folder)) ? OpenNewDatabase(configuration, folder)
        : throw new RefusalException(new Refusal("no-database", $"There is no database in {folder}. Name the data folder: --DataFolder <path>."));

    /// <summary>The same, where there need not be one yet.</summary>
    public static IncidentDb OpenNewDatabase(IConfiguration configuration, string folder)
    {
        if (configuration.GetConnectionString("IncidentBot") is { Length: > 0 } connection)
        {
            var postgres = new DbContextOptionsBuilder<PostgresIncidentDb>();
            PostgresIncidentDb.Use(postgres, connection);
            return new PostgresIncidentDb(postgres.Options);
        }

        var sqlite = new DbContextOptionsBuilder<SqliteIncidentDb>();
        SqliteIncidentDb.Use(sqlite, DataFolder.DatabaseIn(folder));
        return new SqliteIncidentDb(sqlite.Options);
    }

    private static bool IsOnPostgres(IConfiguration configuration) => configuration.GetConnectionString("IncidentBot") is { Length: > 0 };

    /// <summary>Whoever meets a fault of the database says so once; the database layer would say it again, at every try.</summary>
    private static DbContextOptionsBuilder Quiet(DbContextOptionsBuilder builder) => builder.ConfigureWarnings(warnings => warnings.Log(
        (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug),
        (RelationalEventId.NonTransactionalMigrationOperationWarning, LogLevel.Debug), // SQLite makes a table anew to change it, with foreign keys off for that: an operator can do nothing about it.
        (CoreEventId.QueryIterationFailed, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug)));

    /// <summary>As many contexts are kept for the next as work at once in a busy hour: making one costs about as much as a look.</summary>
    private const int KeptContexts = 64;

    private static void AddDatabase(IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetConnectionString("IncidentBot") is { Length: > 0 } connection)
        {
            services.AddDbContextPool<IncidentDb, PostgresIncidentDb>(builder => PostgresIncidentDb.Use(Quiet(builder), connection), KeptContexts);
            services.AddHostedService(provider => new PostgresListener(connection, provider.GetRequiredService<Signals>(), provider.GetRequiredService<Outage>()));
            services.AddHangfire(hangfire => hangfire.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(connection), new PostgreSqlStorageOptions
            {
                QueuePollInterval = TimeSpan.FromSeconds(1),
                UseSlidingInvisibilityTimeout = true,
                InvisibilityTimeout = TimeSpan.FromMinutes(2),
                DistributedLockTimeout = TimeSpan.FromMinutes(1),
                AllowDegradedModeWithoutStorage = false,

                // Done when the database is brought up to date.
                PrepareSchemaIfNecessary = false,
            }));
        }
        else
        {
            services.AddDbContextPool<IncidentDb, SqliteIncidentDb>((provider, builder) => SqliteIncidentDb.Use(Quiet(builder), provider.GetRequiredService<DataFolder>().Database), KeptContexts);
            services.AddHangfire(hangfire => hangfire.UseInMemoryStorage());
        }

        services.AddHangfireServer(server =>
        {
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            server.WorkerCount = 4;
        });
    }
}
