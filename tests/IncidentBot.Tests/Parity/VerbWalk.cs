using IncidentBot.Core.Incidents;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using IncidentBot.Tests.Support;
using IncidentBot.Tests.Verbs;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Parity;

/// <summary>The ways in which a verb reached the router.</summary>
internal sealed record Ways(bool Typed, bool Button, bool Form)
{
    /// <summary>Whether there is a way here that is not there.</summary>
    public bool Beyond(Ways there) => (Typed && !there.Typed) || (Button && !there.Button) || (Form && !there.Form);
}

/// <summary>Goes through every verb of the catalogue on one platform: asks for its help, presses the button there, fills in the form that opens, and types it. What counts is that the router was asked for the very verb, which it says to the log.</summary>
internal static class VerbWalk
{
    /// <summary>After these there is little left to do on the incident, so they come last.</summary>
    private static readonly Type[] Last = [typeof(DismissIncident), typeof(MergeIncident)];

    /// <summary>An incident on which every verb has something to do.</summary>
    public static async Task PrepareAsync(Bot bot)
    {
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware");
        await bot.DoAsync("sam", "declare odd mail --client contoso-dental --severity 4");
        await bot.DoAsync("nora", "ic @nora", "INC-1");
        await bot.DoAsync("nora", "confirm --override as a test", "INC-1");
        await bot.DoAsync("nora", "invitation send tailspin-forensics", "INC-1");
        await bot.DoAsync("nora", "followup add renew the certificates", "INC-1");
        await bot.DoAsync("lena", "clock event discovered 2026-01-05", "INC-1");
        await new VerbScene(bot).DecidedAsync("INC-1");
        await bot.SettleAsync();
    }

    public static async Task<IReadOnlyDictionary<string, Ways>> WalkAsync(IPlatform place)
    {
        var found = new Dictionary<string, Ways>(StringComparer.Ordinal);
        foreach (var entry in place.Bot.Services.GetRequiredService<VerbCatalogue>().All.OrderBy(entry => Array.IndexOf(Last, entry.VerbType)))
        {
            var by = VerbSamples.Of(entry).By;
            await place.TypeAsync(by, $"help {entry.Name}");
            var opens = false;
            var button = await ReachedAsync(place, entry, async () => opens = await place.PressAsync(by));
            var form = opens && await ReachedAsync(place, entry, () => place.SendAsync(by));
            var answer = "";
            var typed = await ReachedAsync(place, entry, async () => answer = await place.TypeAsync(by, entry.Grammar.Examples[0]));
            if (entry.VerbType == typeof(GoOutOfBand))
            {
                // Chat is told nothing until it is ended, and it is ended elsewhere.
                await place.Bot.DoAsync("nora", "in-band", "INC-1");
            }

            found[entry.Name] = new Ways(typed && !answer.Contains(ElsewhereAlone, StringComparison.Ordinal), button || opens, form);
        }

        // Of a message nobody types the id: its button stands at the message.
        var pin = place.Bot.Services.GetRequiredService<VerbCatalogue>().All.Single(entry => entry.VerbType == typeof(PinMessage));
        found[pin.Name] = found[pin.Name] with { Button = await ReachedAsync(place, pin, () => place.CanAsync(Ability.RecordFromMenu)) };
        return found;
    }

    /// <summary>Whether the timeline says so.</summary>
    public static async Task<bool> RecordedAsync(Bot bot, string words) => (await bot.TimelineAsync("INC-1")).Any(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>How the web answers a verb that is only for chats.</summary>
    private static string ElsewhereAlone { get; } = Core.Chat.Prose.Plain(SignInRefusals.LinkInChat().Refusal.Sentence)[..30];

    private static async Task<bool> ReachedAsync(IPlatform place, VerbEntry verb, Func<Task> act)
    {
        var before = place.Bot.Logs.Lines.Count;
        await act();
        return place.Bot.Logs.Lines.Skip(before).Any(line => line.Category == typeof(VerbRouter).FullName && line.Text.Split(' ', 3) is ["scope", _, var name] && name == verb.Name);
    }
}
