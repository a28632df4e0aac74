using System.Diagnostics;
using IncidentBot.SlackFake;

namespace IncidentBot.Benchmarks;

/// <summary>Asks at a fixed rate, whether answers come or not.</summary>
internal static class OpenLoop
{
    /// <summary>How long each answer took, from when it was due to be asked.</summary>
    public static async Task<IReadOnlyList<TimeSpan>> RunAsync(FakeSlack slack, Uri address, int perSecond, TimeSpan length, Func<int, string> line)
    {
        var began = Stopwatch.GetTimestamp();
        var answers = new List<Task<TimeSpan>>();
        for (var n = 0; n < perSecond * length.TotalSeconds; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / perSecond);
            while (Stopwatch.GetElapsedTime(began) < due)
            {
                await Task.Delay(1);
            }

            answers.Add(AskAsync(n, due));
        }

        return await Task.WhenAll(answers);

        async Task<TimeSpan> AskAsync(int n, TimeSpan due)
        {
            await Commanding.SendAsync(slack, address, n, line(n));
            return Stopwatch.GetElapsedTime(began) - due;
        }
    }
}
