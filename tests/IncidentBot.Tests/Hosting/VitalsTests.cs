using System.Diagnostics;
using System.Diagnostics.Metrics;
using IncidentBot.Core.Telemetry;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Hosting;

/// <summary>What an operator watches turns red when something waits that should not, and tells nothing of what people wrote.</summary>
public sealed class VitalsTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Unanswered_pages_pending_effects_and_late_reminders_are_counted(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        Assert.Equal(new Counts(0, 0, 0, 0), await CountAsync(bot));
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        var waiting = await CountAsync(bot);
        Assert.True(waiting is { EffectsDue: > 0, PagesUnanswered: 1 }, $"{waiting}");
        await bot.SettleAsync();
        await bot.DoAsync("nora", "ack", "INC-1");
        await bot.SettleAsync();
        Assert.Equal(new Counts(0, 0, 0, 0), await CountAsync(bot));

        await bot.DoAsync("lena", "clock event controller-became-aware", "INC-1");
        await bot.SettleAsync();
        bot.Time.Advance(TimeSpan.FromHours(37));
        Assert.True((await CountAsync(bot)).RemindersLate > 0);
        await bot.SettleAsync();
        Assert.Equal(0, (await CountAsync(bot)).RemindersLate);
    }

    [Fact]
    public async Task Answers_and_effects_are_measured_by_verb_and_kind_alone()
    {
        var seen = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, on) => { if (instrument.Meter.Name == Vitals.Name) on.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => { lock (seen) { seen.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"); } });
        listener.Start();
        var spans = new List<string>();
        using var traces = new ActivityListener { ShouldListenTo = source => source.Name == Vitals.Name, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData, ActivityStopped = span => { lock (spans) { spans.Add($"{span.DisplayName} {string.Join(' ', span.TagObjects.Select(tag => tag.Value))}"); } } };
        ActivitySource.AddActivityListener(traces);
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("sam", "declare zanzibar --client contoso-dental");
        await bot.SayAsync("sam", "confirm", "INC-1");
        await bot.SettleAsync();
        lock (seen)
        {
            Assert.Contains("incidentbot.verb.duration declare done", seen);
            Assert.Contains("incidentbot.verb.duration confirm refused", seen);
            Assert.Contains("incidentbot.effect.delay room.open", seen);
        }

        lock (spans)
        {
            Assert.Contains(spans, span => span.StartsWith("verb declare", StringComparison.Ordinal));
            Assert.Contains(spans, span => span.StartsWith("effect room.open", StringComparison.Ordinal));
            Assert.DoesNotContain(seen.Concat(spans), line => line.Contains("zanzibar", StringComparison.Ordinal));
        }
    }

    private static async Task<Counts> CountAsync(Bot bot)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<VitalsReader>().ReadAsync(CancellationToken.None);
    }
}
