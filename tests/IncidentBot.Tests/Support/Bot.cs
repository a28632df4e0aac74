using Hangfire;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.Backups;
using IncidentBot.Host.Data;
using IncidentBot.Host.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Tests.Support;

/// <summary>The real host on a database of its own. Only the clock and the job runner are replaced; nothing runs until a test says so.</summary>
public sealed class Bot : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;
    private readonly string? postgres;
    private readonly string sender = $"test:{Guid.NewGuid():N}";
    private int deliveries;

    private Bot(WebApplication app, string folder, string? postgres, FakeTimeProvider time, LogBook logs)
    {
        this.app = app;
        this.folder = folder;
        this.postgres = postgres;
        Time = time;
        Logs = logs;
    }

    public static DateTimeOffset Start { get; } = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Time { get; }

    /// <summary>What an operator would read.</summary>
    public LogBook Logs { get; }

    public string Folder => folder;

    public IServiceProvider Services => app.Services;

    public TestJobs Jobs => app.Services.GetRequiredService<TestJobs>();

    /// <summary>Where it listens, when it was started with <c>listen</c>.</summary>
    public Uri Address => new(app.Urls.First());

    /// <summary>Starts with the shipped sample and a second client, Fabrikam, whose people share nobody with it but the provider's.</summary>
    public static Task<Bot> StartAsync(Database database, bool listen = false, bool sampleOnly = false, Action<IServiceCollection>? services = null, params string[] settings) =>
        StartAsync(database, listen, sampleOnly, services, new FakeTimeProvider(Start), settings);

    /// <summary>The same by a clock that others go by as well.</summary>
    public static async Task<Bot> StartAsync(Database database, bool listen, bool sampleOnly, Action<IServiceCollection>? services, FakeTimeProvider time, string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-test").FullName;
        var postgres = database is Database.Postgres ? await Databases.PostgresAsync() : null;
        if (postgres is null)
        {
            await Databases.SqliteAsync(DataFolder.DatabaseIn(folder));
        }

        return await StartOnAsync(folder, postgres, listen, sampleOnly, services, settings, time);
    }

    /// <summary>Starts on PostgreSQL with a connection made from the database's own.</summary>
    public static async Task<Bot> ThroughAsync(Func<string, string> wire, bool listen = false, bool sampleOnly = false)
    {
        var postgres = await Databases.PostgresAsync();
        return await StartOnAsync(Directory.CreateTempSubdirectory("incidentbot-test").FullName, postgres, listen, sampleOnly, null, ["--ConnectionStrings:IncidentBot", wire(postgres)]);
    }

    /// <summary>Starts on what a backup holds.</summary>
    public static async Task<Bot> RestoredAsync(Database database, string backup, Action<IServiceCollection>? services = null)
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-test").FullName;
        var postgres = database is Database.Postgres ? await Databases.EmptyPostgresAsync() : null;
        using (var taken = DataFolder.Take(folder))
        using (var reader = await BackupReader.OpenAsync(backup, CancellationToken.None))
        await using (var db = IncidentBotApp.OpenNewDatabase(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:IncidentBot", postgres)]).Build(), folder))
        {
            await new Restore(reader, db).RunAsync(taken.Keys, CancellationToken.None);
        }

        return await StartOnAsync(folder, postgres, listen: false, sampleOnly: false, services, []);
    }

    private static async Task<Bot> StartOnAsync(string folder, string? postgres, bool listen, bool sampleOnly, Action<IServiceCollection>? services, string[] settings, FakeTimeProvider? clock = null)
    {
        var time = clock ?? new FakeTimeProvider(Start);
        string[] args = ["--urls", "http://127.0.0.1:0", "--DataFolder", folder, .. sampleOnly ? Array.Empty<string>() : ["--PlansFolder", Plans(folder)], .. postgres is null ? Array.Empty<string>() : ["--ConnectionStrings:IncidentBot", postgres], .. settings];
        var builder = IncidentBotApp.Builder(args);
        var logs = new LogBook();
        builder.Logging.ClearProviders().AddProvider(logs);
        Replace(builder.Services, time);
        services?.Invoke(builder.Services);
        var app = IncidentBotApp.Build(builder);
        await IncidentBotApp.PrepareAsync(app.Services);
        await app.Services.GetRequiredService<PlanReload>().LoadAsync(CancellationToken.None);
        if (listen)
        {
            await app.StartAsync();
        }

        return new Bot(app, folder, postgres, time, logs);
    }

    /// <summary>Types a line as somebody, in an incident's room or elsewhere; mentions are @handles.</summary>
    public async Task<Reply> SayAsync(string handle, string line, string? room = null, string? key = null)
    {
        var person = await PersonAsync(handle);
        return await app.Services.GetRequiredService<VerbText>().HandleAsync(key ?? $"{sender}:{Interlocked.Increment(ref deliveries)}", person.Id, await LineAsync(line), Reference(room), CancellationToken.None);
    }

    /// <summary>Types a line that must be done, not refused.</summary>
    public async Task<Reply> DoAsync(string handle, string line, string? room = null)
    {
        var reply = await SayAsync(handle, line, room);
        Assert.False(reply.Refused, $"{handle}: {line} → {reply.Code}: {reply.Text}");
        return reply;
    }

    /// <summary>Sends a verb as a button, a form or the API would.</summary>
    public async Task<Reply> SendAsync(string handle, IVerb verb, string? incident = null, string? key = null, IncidentState? offered = null) =>
        await app.Services.GetRequiredService<VerbRouter>().HandleAsync(new VerbRequest(key ?? $"{sender}:{Interlocked.Increment(ref deliveries)}", (await PersonAsync(handle)).Id, verb, Reference(incident), offered), CancellationToken.None);

    /// <summary>Runs everything that is due, until nothing is: effects, escalations, reminders, and Hangfire's jobs twice.</summary>
    public async Task SettleAsync()
    {
        var sweep = app.Services.GetRequiredService<Sweep>();
        for (var round = 0; round < 20; round++)
        {
            var done = await sweep.RunAsync(CancellationToken.None);
            await Jobs.RunDueAsync(app.Services);
            if (done == 0)
            {
                return;
            }
        }
    }

    /// <summary>Moves the clock and runs what became due, as the alarms would ring: minute by minute where something is planned.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        Time.Advance(span);
        await SettleAsync();
    }

    public async Task<T> ReadAsync<T>(Func<IncidentDb, Task<T>> query)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<IncidentDb>());
    }

    public Task<Incident> IncidentAsync(string reference) => ReadAsync(db => db.Incidents.AsNoTracking().SingleAsync(one => one.Number == Reference(reference)!.Value.Number));

    public Task<Person> PersonAsync(string handle) => ReadAsync(db => db.People.AsNoTracking().SingleAsync(one => one.Handle == handle));

    /// <summary>It is on record which account somewhere is somebody's; the second time nothing is done.</summary>
    public async Task IdentifyAsync(Person person, string platform, string tenant, string user)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        if (!await db.Identities.AnyAsync(one => one.Platform == platform && one.Tenant == tenant && one.PersonId == person.Id))
        {
            db.Add(new Identity(person.Id, platform, tenant, user));
            await db.SaveChangesAsync();
        }
    }

    /// <summary>Every sentence of the timeline, in order.</summary>
    public async Task<IReadOnlyList<string>> TimelineAsync(string reference)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var lines = await scope.ServiceProvider.GetRequiredService<IncidentBot.Core.Find.TimelineText>().LinesAsync(await IncidentAsync(reference), null, CancellationToken.None);
        return [.. lines.Select(line => line.Text)];
    }

    /// <summary>What waits in somebody's inbox.</summary>
    public async Task<IReadOnlyList<Notice>> InboxAsync(string handle)
    {
        var person = (await PersonAsync(handle)).Id;
        return await ReadAsync(db => db.Notices.AsNoTracking().Where(notice => notice.PersonId == person && notice.SettledAt == null).OrderBy(notice => notice.At).ToListAsync());
    }

    /// <summary>Exports and verifies the timeline.</summary>
    public async Task VerifyAsync(string reference)
    {
        var incident = await IncidentAsync(reference);
        await using var scope = app.Services.CreateAsyncScope();
        var export = await TimelineExports.OfAsync(scope.ServiceProvider.GetRequiredService<IncidentDb>(), incident, app.Services.GetRequiredService<Core.Timeline.TimelineSigner>(), Time, CancellationToken.None);
        var report = Core.Timeline.TimelineVerifier.Verify(Core.Timeline.TimelineExport.Read(export.ToBytes()), incident.HeadHash);
        Assert.True(report.Sound, string.Join('\n', report.Lines));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (postgres is not null)
        {
            await Databases.DropAsync(postgres);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        Assert.DoesNotContain(Logs.Lines, line => line.Level >= LogLevel.Warning && line.Category.StartsWith("Microsoft.EntityFrameworkCore.Query", StringComparison.Ordinal));
    }

    private static void Replace(IServiceCollection services, FakeTimeProvider time)
    {
        foreach (var ours in services.Where(one => one.ServiceType == typeof(IHostedService) && one.ImplementationType?.Namespace?.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) != true).ToList())
        {
            services.Remove(ours);
        }

        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
        services.AddSingleton<TestJobs>();
        services.Replace(ServiceDescriptor.Singleton<IBackgroundJobClient>(provider => provider.GetRequiredService<TestJobs>()));
    }

    private static string Plans(string folder)
    {
        var plans = Directory.CreateDirectory(Path.Combine(folder, "plans")).FullName;
        foreach (var file in new[] { Path.Combine(AppContext.BaseDirectory, "plans", "contoso-dental.yaml"), Path.Combine(AppContext.BaseDirectory, "Support", "fabrikam.yaml") })
        {
            File.Copy(file, Path.Combine(plans, Path.GetFileName(file)));
        }

        return plans;
    }

    private async Task<VerbLine> LineAsync(string line)
    {
        var people = await ReadAsync(db => db.People.AsNoTracking().ToListAsync());
        var mentions = people.SelectMany(person => Occurrences(line, $"@{person.Handle}").Select(at => new Mention(at, person.Handle.Length + 1, person.Id)));
        return new VerbLine(line, [.. mentions.OrderBy(mention => mention.Start)]);
    }

    private static IEnumerable<int> Occurrences(string line, string word)
    {
        for (var at = line.IndexOf(word, StringComparison.Ordinal); at >= 0; at = line.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (at + word.Length == line.Length || !char.IsLetterOrDigit(line[at + word.Length]))
            {
                yield return at;
            }
        }
    }

    private static IncidentReference? Reference(string? text) => IncidentReference.TryParse(text, out var reference) ? reference : null;
}
