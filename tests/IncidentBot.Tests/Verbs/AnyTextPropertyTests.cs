using CsCheck;
using IncidentBot.Core.Verbs;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Verbs;

/// <summary>Whatever is typed is answered in words, and what is no verb changes nothing.</summary>
public sealed class AnyTextPropertyTests
{
    private static readonly string[] Fragments =
    [
        "\"", "“", "'", "\\", "--", "—client", "--client", "contoso-dental", "--at", "--override", "--severity", "--reference", "--until", "=", ",", " ", "\n", "\t", "\0", "\uD83D", "\uDC00", "🔥", "\u202E", "\u00A0",
        "@nora", "@sam", "@nobody", "@/etc/passwd", "<!channel>", "<script>", "**", "`", "INC-1", "INC-2", "INC-99", "INC-99999999999", "inc-1", "1", "-1", "all", "2026-11-20", "-0044-03-15", "99999-01-01",
        "false-positive", "containment", "commander", "ransomware", "legal", "discovered", "x=y", "US-TX=5", "the printer is smoking", "[system]", "{0}", "%s", "'; DROP TABLE \"Incidents\"; --",
    ];

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Anything_typed_is_answered_in_words_and_free_text_changes_nothing(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        var names = bot.Services.GetRequiredService<VerbCatalogue>().All.SelectMany(entry => entry.Grammar.Names).ToArray();
        var fragment = Gen.OneOf(Gen.OneOf(Fragments), Gen.OneOf(names), Gen.Char.Array[0, 8].Select(units => new string(units)));
        var text = Gen.OneOf(
            fragment.Array[0, 12].Select(parts => string.Join(' ', parts)),
            Gen.Select(Gen.OneOf(names), fragment.Array[0, 6], (name, parts) => $"{name} {string.Concat(parts)}"),
            Gen.Select(Gen.OneOf(names), fragment.Array[0, 8], (name, parts) => $"{name} {string.Join(' ', parts)}"),
            Gen.Select(fragment, Gen.Int[1, 4000], (part, length) => string.Concat(Enumerable.Repeat(part.Length == 0 ? "x" : part, length)))).Select(every => every.Length <= 4000 ? every : every[..4000]);
        var line = Gen.Select(Gen.OneOf(AnyVerb.People), text, Gen.OneOf("INC-1", ""));

        await Seeded.CheckAsync(line, 80, async said =>
        {
            var (who, typed, room) = said;
            var before = await FootprintAsync(bot);
            var reply = await bot.SayAsync(who, typed, room);
            Assert.False(string.IsNullOrWhiteSpace(reply.Text), $"no answer to {typed}");
            Assert.NotEqual("not-recorded", reply.Code);
            if (reply.Code == "unknown-verb")
            {
                Assert.Equal(before, await FootprintAsync(bot));
            }
        });
        await bot.SettleAsync();
        await bot.VerifyAsync("INC-1");
    }

    /// <summary>What a line that is no verb may not change: incidents, their versions, deliveries, effects.</summary>
    private static Task<string> FootprintAsync(Bot bot) => bot.ReadAsync(async db =>
        $"{await db.Incidents.CountAsync()} incidents at {await db.Incidents.SumAsync(one => one.Version)}, {await db.Deliveries.CountAsync()} deliveries, {await db.Effects.CountAsync()} effects");
}
