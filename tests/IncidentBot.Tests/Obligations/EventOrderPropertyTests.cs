using CsCheck;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Obligations;

/// <summary>Who records first may not decide a deadline.</summary>
public sealed class EventOrderPropertyTests
{
    private static readonly string[] Events = ["controller-became-aware", "discovered", "discovered-or-notified", "determined-breach-occurred", "us-ca-residents.sent", "us-hipaa-408.sent"];

    private static readonly Gen<string> Moments = Gen.OneOf(
        Gen.Int[1, 23].Select(day => $"2026-11-{day:00}"),
        Gen.Select(Gen.Int[1, 22], Gen.Int[0, 23], Gen.Int[0, 59], (day, hour, minute) => $"2026-11-{day:00} {hour:00}:{minute:00}"),
        Gen.Select(Gen.Int[1, 22], Gen.Int[0, 23], (day, hour) => $"2026-11-{day:00}T{hour:00}:00:00+05:30"));

    /// <summary>Claims about events; counsel overrides each event at most once, since of two overrides the later recorded one counts.</summary>
    private static readonly Gen<string[]> Lines = Gen.Select(
        Gen.Select(Gen.OneOf(Events), Moments, Gen.OneOf("", " --zone Europe/Berlin", " --zone Pacific/Kiritimati"), (name, at, zone) => $"clock event {name} {at}{zone}").Array[2, 6],
        Gen.Select(Gen.OneOf(Events), Moments, (name, at) => (Name: name, Line: $"clock event {name} {at} --override")).Array[0, 2],
        (claims, overrides) => claims.Concat(overrides.DistinctBy(one => one.Name).Select(one => one.Line)).ToArray());

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_order_in_which_events_are_recorded_changes_no_clock(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await Seeded.CheckAsync(Gen.Select(Lines, Gen.Int), 3, async said =>
        {
            var (lines, seed) = said;
            var shuffled = lines.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(await ClocksAsync(bot, lines), await ClocksAsync(bot, shuffled));
        });
    }

    private static async Task<string> ClocksAsync(Bot bot, string[] lines)
    {
        var incident = (await bot.DoAsync("sam", "declare ransom note --client contoso-dental --severity 5")).Incident.ToString()!;
        foreach (var line in lines)
        {
            await bot.DoAsync("lena", line, incident);
            await bot.PassAsync(TimeSpan.FromSeconds(1));
        }

        var id = (await bot.IncidentAsync(incident)).Id;
        var clocks = await bot.ReadAsync(db => db.Clocks.AsNoTracking().Where(clock => clock.IncidentId == id).ToListAsync());
        return string.Join('\n', clocks.Where(clock => clock.Shown).OrderBy(clock => clock.RowId, StringComparer.Ordinal)
            .Select(clock => $"{clock.RowId}: {clock.State} from {clock.StartedAt:O} due {clock.DueAt:O} ({clock.UnrolledAt:O}, {clock.LegalLatestAt:O}) in {clock.Zone}: {clock.Rule}"));
    }
}
