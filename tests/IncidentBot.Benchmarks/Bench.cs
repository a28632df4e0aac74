using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Benchmarks;

/// <summary>The real host inside this process, with everything that runs in the background.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly WebApplication app;
    private int deliveries;

    private Bench(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    public static async Task<Bench> StartAsync(Store store)
    {
        var app = IncidentBotApp.Build(IncidentBotApp.Builder(["--urls", "http://127.0.0.1:0", .. store.Settings]));
        await IncidentBotApp.PrepareAsync(app.Services);
        await app.StartAsync();
        return new Bench(app);
    }

    /// <summary>Declares an incident as people do, works on it until nothing is left to do in the background, and answers its number: what the others are copies of.</summary>
    public async Task<int> DeclareAsync()
    {
        var number = (await DoAsync("declare ransom note on FS01 --severity 1 --type ransomware --client contoso-dental", null)).Incident!.Value;
        foreach (var line in new[] { "clock event controller-became-aware", "confirm", "note isolated FS01 from the network", "severity 2 fewer systems than feared", "task add call the insurer", "ack", "ack 1" })
        {
            await router(line, number);
        }

        await SettledAsync();
        return number.Number;

        async Task router(string line, Core.Incidents.IncidentReference room) => await SayAsync(line, room);
    }

    public async Task<Reply> DoAsync(string line, Core.Incidents.IncidentReference? room)
    {
        var reply = await SayAsync(line, room);
        return !reply.Refused ? reply : throw new InvalidOperationException($"{line}: {reply.Text}");
    }

    public async Task<Reply> SayAsync(string line, Core.Incidents.IncidentReference? room) =>
        await Services.GetRequiredService<VerbText>().HandleAsync(Key(), await PersonAsync(), new VerbLine(line, []), room, CancellationToken.None);

    public string Key() => $"bench:{Interlocked.Increment(ref deliveries)}:{Guid.NewGuid():N}";

    public async Task<T> ReadAsync<T>(Func<IncidentDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<IncidentDb>());
    }

    /// <summary>Somebody of the sample who may do everything that is measured.</summary>
    public Task<Id<Person>> PersonAsync() => ReadAsync(db => db.Grants.Where(grant => grant.Role == GrantRole.IncidentManager).OrderBy(grant => grant.PersonId).Select(grant => grant.PersonId).FirstAsync());

    /// <summary>Waits until no effect is pending.</summary>
    public async Task SettledAsync()
    {
        for (var look = 0; look < 600 && await ReadAsync(db => db.Effects.AnyAsync(one => one.State == EffectState.Pending)); look++)
        {
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
