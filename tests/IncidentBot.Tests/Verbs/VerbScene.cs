using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using IncidentBot.Host.Web;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Verbs;

/// <summary>One bot per database for all tests of all verbs, because starting one costs more than most of them take.</summary>
public sealed class VerbScenes : IAsyncLifetime
{
    private readonly Dictionary<Database, VerbScene> started = [];

    internal async Task<VerbScene> OnAsync(Database database)
    {
        if (!started.TryGetValue(database, out var scene))
        {
            started[database] = scene = new VerbScene(await Bot.StartAsync(database));
        }

        return scene;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var scene in started.Values)
        {
            await scene.Bot.DisposeAsync();
        }
    }
}

/// <summary>A bot with incidents in every state, and what its tests ask again and again.</summary>
internal sealed class VerbScene(Bot bot)
{
    private readonly Dictionary<string, Id<Person>> people = [];
    private readonly Dictionary<IncidentState, string> inState = [];
    private string? counting;
    private string? commanded;
    private string? scratch;

    public Bot Bot { get; } = bot;

    public VerbCatalogue Verbs => Bot.Services.GetRequiredService<VerbCatalogue>();

    public async Task<Id<Person>> PersonAsync(string handle)
    {
        if (!people.TryGetValue(handle, out var id))
        {
            people[handle] = id = (await Bot.PersonAsync(handle)).Id;
        }

        return id;
    }

    /// <summary>A new incident at Contoso Dental, declared by its legal, so that nobody of the provider is on it. It has a message in its room and a follow-up.</summary>
    public async Task<string> DeclareAsync()
    {
        var declared = await Bot.DoAsync("lena", "declare the file server is slow --client contoso-dental --severity 4");
        var incident = declared.Incident.ToString()!;
        await using var scope = Bot.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RoomTalk>().SayAsync(declared.Incident!.Value, await PersonAsync("lena"), $"{Guid.NewGuid():N}", "it started at nine", CancellationToken.None);
        await Bot.DoAsync("lena", "followup add renew the certificates", incident);
        await Bot.DoAsync("lena", "lesson gap the lab is missing", incident);
        return incident;
    }

    /// <summary>An incident in this state that other tests may look at and be refused on, but must not change.</summary>
    public async Task<string> InAsync(IncidentState state)
    {
        if (!inState.TryGetValue(state, out var incident))
        {
            inState[state] = incident = await DeclareAsync();
            await DriveAsync(incident, state);
        }

        return incident;
    }

    /// <summary>The same in triage, with the executive in command.</summary>
    public async Task<string> CommandedAsync()
    {
        if (commanded is null)
        {
            commanded = await DeclareAsync();
            await Bot.DoAsync("nora", "ic @evan", commanded);
        }

        return commanded;
    }

    /// <summary>An incident for what may do anything to it; a new one when the last was ended.</summary>
    public async Task<string> ScratchAsync()
    {
        if (scratch is null || !(await Bot.IncidentAsync(scratch)).State.IsActive())
        {
            scratch = await DeclareAsync();
        }

        return scratch;
    }

    public async Task DriveAsync(string incident, IncidentState state)
    {
        switch (state)
        {
            case IncidentState.Dismissed:
                await Bot.DoAsync("nora", "dismiss false-positive", incident);
                return;
            case IncidentState.Merged:
                await Bot.DoAsync("nora", $"merge {await DeclareAsync()}", incident);
                return;
            default:
                break;
        }

        string[] line = ["confirm", "contained", "eradicated", "restored", "validated", "close"];
        foreach (var verb in line.Take((int)state))
        {
            if (verb == "close")
            {
                await Bot.DoAsync("lena", "clock owner all @lena", incident);
            }

            await Bot.DoAsync("nora", $"{verb} --override as a test", incident);
        }
    }

    public async Task<string> MessageAsync(string incident)
    {
        var id = (await Bot.IncidentAsync(incident)).Id;
        return (await Bot.ReadAsync(db => db.RoomPosts.Where(post => post.AuthorId != null && db.Rooms.Any(room => room.Id == post.RoomId && room.IncidentId == id)).Select(post => post.Id).FirstAsync())).ToString();
    }

    /// <summary>The first clock that legal has not decided.</summary>
    public async Task<string> ClockAsync(string incident)
    {
        var id = (await Bot.IncidentAsync(incident)).Id;
        var clocks = await Bot.ReadAsync(db => db.Clocks.AsNoTracking().Where(clock => clock.IncidentId == id).OrderBy(clock => clock.Number).ToListAsync());
        return (clocks.FirstOrDefault(clock => clock.Shown && !clock.Decided) ?? clocks[0]).RowId;
    }

    /// <summary>A clock that legal has decided; where there is none yet, one is.</summary>
    public async Task<string> DecidedAsync(string incident)
    {
        var id = (await Bot.IncidentAsync(incident)).Id;
        var clocks = await Bot.ReadAsync(db => db.Clocks.AsNoTracking().Where(clock => clock.IncidentId == id).OrderBy(clock => clock.Number).ToListAsync());
        if (clocks.FirstOrDefault(clock => clock.State is ClockState.NotRequired) is { } decided)
        {
            return decided.RowId;
        }

        var row = await ClockAsync(incident);
        await Bot.SayAsync("lena", $"clock not-required {row} as a test", incident);
        return row;
    }

    /// <summary>What an edge does with a verb that a button, a form or the API carries.</summary>
    public async Task<Reply> CarryAsync(string handle, string verb, string arguments, string? incident)
    {
        await using var scope = Bot.Services.CreateAsyncScope();
        IncidentReference? reference = IncidentReference.TryParse(incident, out var read) ? read : null;
        return await scope.ServiceProvider.GetRequiredService<WebVerbs>().CarriedAsync($"test:{Guid.NewGuid():N}", await PersonAsync(handle), verb, arguments, reference, null, null, CancellationToken.None);
    }

    /// <summary>How many rows every table has, and where every incident stands: what a refused verb must leave as it was. Deliveries are not counted: a refusal is kept, too.</summary>
    public async Task<string> SnapshotAsync() => await Bot.ReadAsync(async db =>
    {
        counting ??= $"SELECT {string.Join(" || ' ' || ", db.Model.GetEntityTypes().Select(entity => entity.GetTableName()).OfType<string>().Distinct().Where(table => table != "Deliveries").Order(StringComparer.Ordinal).Select(table => $"'{table}=' || CAST((SELECT COUNT(*) FROM \"{table}\") AS TEXT)"))} AS \"Value\"";
        var counts = await db.Database.SqlQueryRaw<string>(counting).SingleAsync();
        var incidents = await db.Incidents.AsNoTracking().OrderBy(one => one.Number).Select(one => new { one.Number, one.State, one.Version, one.HeadSequence, one.EffectCount }).ToListAsync();
        return $"{counts}\n{string.Join('\n', incidents.Select(one => $"INC-{one.Number} {one.State} v{one.Version} #{one.HeadSequence} e{one.EffectCount}"))}";
    });
}
