using System.Diagnostics;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.SignIn;
using IncidentBot.Host.Hosting;
using IncidentBot.Tests.Paging;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Crashes;

/// <summary>A folder with data, keys, plans and logs, a database, and the processes that run on them. People sign in with one-time codes, as when the identity provider is down.</summary>
internal sealed class Installation : IDisposable
{
    /// <summary>Settings of the machine that would make it another installation.</summary>
    private static readonly string[] Forget = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_URLS", "URLS", "DataFolder", "PlansFolder", "ConnectionStrings__IncidentBot"];

    private const int Looks = 5;

    private readonly Outsides outsides;
    private readonly List<BotProcess> processes = [];

    /// <param name="name">For the folder of the logs.</param>
    /// <param name="outsides">Where its mail and webhooks go.</param>
    /// <param name="connection">Of an empty PostgreSQL database; null for SQLite.</param>
    public Installation(string name, Outsides outsides, string? connection)
    {
        this.outsides = outsides;
        Connection = connection;
        Folder = Directory.CreateTempSubdirectory($"incidentbot-crash-{name}-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "plans"));
        File.WriteAllText(Path.Combine(Folder, "plans", "wingtip.yaml"), CrashPlan.Text(outsides.Webhook.Address));
    }

    public string Folder { get; }

    public string? Connection { get; }

    /// <summary>The data folder of the first process; the others share its keys.</summary>
    public string Data => DataOf(0);

    public IReadOnlyList<BotProcess> Processes => processes;

    /// <summary>Prepares one more process; start it then.</summary>
    public BotProcess Add()
    {
        var number = processes.Count;
        var data = DataOf(number);
        if (number > 0)
        {
            Directory.CreateDirectory(data);
            Directory.CreateDirectory(Path.Combine(Data, "keys"));
            File.CreateSymbolicLink(Path.Combine(data, "keys"), Path.Combine(Data, "keys"));
        }

        var process = new BotProcess(FreePort.Take(), Path.Combine(Folder, $"bot-{number}.log"), address => Command(
            "--urls", address.ToString(), "--DataFolder", data, "--PlansFolder", Path.Combine(Folder, "plans"), "--environment", "Development",
            "--PublicUrl", "https://incidents.example.com/", "--RateLimitScale", "1000",
            "--Paging:Mail:Host", "127.0.0.1", "--Paging:Mail:Port", $"{outsides.Mail.Port}", "--Paging:Mail:Security", "None", "--Paging:Mail:From", "incidents@northwind.example.com",
            "--Paging:Webhook:Secret", WebhookSink.Secret,
            "--Authentication:Authority", "http://127.0.0.1:9", "--Authentication:ClientId", "incidentbot", "--Authentication:ClientSecret", "nobody-answers-there"));
        processes.Add(process);
        return process;
    }

    /// <summary>Runs a console verb beside the running bot, and answers what it said. Anything but success is a fault.</summary>
    public async Task<string> ConsoleAsync(params string[] words)
    {
        using var process = Process.Start(Command(words))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"incidentbot {words[0]} ended with {process.ExitCode}: {await output}{await errors}");
    }

    /// <summary>A code with which somebody signs in once, as <c>break-glass</c> prints it.</summary>
    public Task<string> CodeAsync(string handle) => ReadAsync(async db =>
    {
        var time = new IncidentTime(TimeProvider.System);
        var person = await db.People.SingleAsync(one => one.Handle == handle);
        return await new CodeDesk(db, time, new Core.SignIn.Audit(db, time)).MakeAsync(CodePurpose.BreakGlass, person.Id, true, "console", CancellationToken.None);
    });

    public IncidentDb OpenDatabase() =>
        IncidentBotApp.OpenDatabase(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:IncidentBot", Connection)]).Build(), Data);

    /// <summary>Looks again where the database was too busy to answer: what is tried here is the bot, not this look.</summary>
    public async Task<T> ReadAsync<T>(Func<IncidentDb, Task<T>> read)
    {
        for (var look = 1; ; look++)
        {
            try
            {
                await using var db = OpenDatabase();
                return await read(db);
            }
            catch (Exception fault) when (look < Looks && Transient.Is(fault))
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    public void Dispose() => processes.ForEach(process => process.Dispose());

    private string DataOf(int number) => Path.Combine(Folder, $"data-{number}");

    private ProcessStartInfo Command(params string[] words)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "IncidentBot.dll"), .. words])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Forget)
        {
            start.Environment.Remove(name);
        }

        if (Connection is not null)
        {
            start.Environment["ConnectionStrings__IncidentBot"] = Connection;
        }

        return start;
    }
}
