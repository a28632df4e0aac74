using System.Collections.Concurrent;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.WarRooms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Tests.Effects;

/// <summary>What goes wrong with the rooms, and what was asked of them.</summary>
internal sealed class Trouble
{
    /// <summary>Thrown, or waited for, before a call of this name reaches the room.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>The same after the room has done it: a crash between acting and marking it done.</summary>
    public Func<string, Task> After { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentQueue<Card> Cards { get; } = new();

    /// <summary>The built-in rooms, with this in between.</summary>
    public void Install(IServiceCollection services) => services.AddSingleton(this).Replace(ServiceDescriptor.Scoped<IChatPlatform, TroubledRooms>());
}

/// <summary>The built-in rooms with trouble on the way there and back.</summary>
internal sealed class TroubledRooms(WebRooms rooms, Trouble trouble) : IChatPlatform
{
    public string Name => rooms.Name;

    public Task<OpenedRoom> OpenRoomAsync(Room room, Incident incident, CancellationToken cancel) => CallAsync("open", () => rooms.OpenRoomAsync(room, incident, cancel));

    public Task<string?> FurnishRoomAsync(Room room, Incident incident, CancellationToken cancel) => rooms.FurnishRoomAsync(room, incident, cancel);

    public Task TellAsync(Notice notice, Incident incident, CancellationToken cancel) => rooms.TellAsync(notice, incident, cancel);

    public Task ListAsync(ChatInstall install, Incident incident, CancellationToken cancel) => rooms.ListAsync(install, incident, cancel);

    public async Task<string> PinCardAsync(Room room, Card card, CancellationToken cancel)
    {
        var address = await CallAsync("card", () => rooms.PinCardAsync(room, card, cancel));
        trouble.Cards.Enqueue(card);
        return address;
    }

    public Task PostAsync(Room room, string key, string text, Card? card, CancellationToken cancel) => CallAsync($"post {key}", async () =>
    {
        await rooms.PostAsync(room, key, text, card, cancel);
        return "";
    });

    public Task ArchiveRoomAsync(Room room, CancellationToken cancel) => CallAsync("archive", async () =>
    {
        await rooms.ArchiveRoomAsync(room, cancel);
        return "";
    });

    private async Task<T> CallAsync<T>(string call, Func<Task<T>> act)
    {
        await trouble.Before(call);
        trouble.Calls.Enqueue(call);
        var answer = await act();
        await trouble.After(call);
        return answer;
    }
}
