using System.Diagnostics;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Paging;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Crashes;

/// <summary>Two processes on one PostgreSQL: started at the same instant, telling each other of changes, restarted in turn under work, killed in turn, and one that freezes while it sends.</summary>
internal sealed class Pair(Installation installation, Outsides outsides, Report report)
{
    private static readonly TimeSpan Follows = TimeSpan.FromSeconds(5);

    private readonly BotProcess left = installation.Add();
    private readonly BotProcess right = installation.Add();

    /// <param name="connection">Of an empty PostgreSQL database.</param>
    /// <param name="rounds">How often each of the two is restarted, and killed.</param>
    /// <param name="freeze">Whether one is frozen as well; that takes a minute.</param>
    /// <param name="seed">Of what people do.</param>
    public static async Task<Report> RunAsync(string connection, int rounds, bool freeze, int seed)
    {
        var report = new Report("Two processes");
        await using var outsides = await Outsides.StartAsync(seed);
        using var installation = new Installation("pair", outsides, connection);
        var pair = new Pair(installation, outsides, report);
        await pair.StartTogetherAsync();
        await pair.FollowAsync();
        await pair.WorkAsync(rounds, freeze, seed);
        Console.WriteLine($"       {report.Name}: logs and data are in {installation.Folder}");
        return report;
    }

    private async Task StartTogetherAsync()
    {
        var starts = new[] { left, right }.Select(async one =>
        {
            try
            {
                await one.StartAsync();
                return null;
            }
            catch (InvalidOperationException fault)
            {
                await one.StartAsync();
                return fault.Message;
            }
        });
        report.Check("both start at the same instant on an empty database", [.. (await Task.WhenAll(starts)).OfType<string>()]);
        var made = await installation.ReadAsync(async db => (Plans: await db.PlanVersions.CountAsync(), People: await db.People.CountAsync()));
        report.Check("the plan is taken over once", made == (1, 4), $"{made.Plans} versions, {made.People} people");
    }

    /// <summary>Sam has a page open on the one; Nora works on the other.</summary>
    private async Task FollowAsync()
    {
        using var sam = new Person("sam", left.Address);
        using var nora = new Person("nora", right.Address);
        await sam.SignInAsync(await installation.CodeAsync("sam"));
        await nora.SignInAsync(await installation.CodeAsync("nora"));
        var declared = new Deed("nora", "declare", $"/incident declare the first alarm --client {CrashPlan.Client} --severity 3", null, "the first alarm");
        await nora.DoAsync(declared);
        var incident = declared.Answer!.Incident!;
        var slow = new List<string>();
        foreach (var line in new[] { "/incident note FOLLOW", "does anybody see FOLLOW", "/incident page counsel FOLLOW", "/incident title alarm FOLLOW" })
        {
            var mark = $"follow{Guid.NewGuid():N}";
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var (listens, seen, sent) = (new TaskCompletionSource(), new TaskCompletionSource(), new Stopwatch());
            var listening = sam.ListenAsync(incident, 0, async heard =>
            {
                listens.TrySetResult();
                if (heard == "changed" && (await sam.GetAsync($"/incidents/{incident}")).Contains(mark, StringComparison.Ordinal))
                {
                    seen.TrySetResult();
                }
            }, stop.Token);
            await listens.Task.WaitAsync(stop.Token);
            sent.Start();
            await nora.DoAsync(new Deed("nora", "follow", line.Replace("FOLLOW", mark, StringComparison.Ordinal), incident, mark));
            await Task.WhenAny(seen.Task, Task.Delay(Follows, CancellationToken.None));
            if (!seen.Task.IsCompleted)
            {
                slow.Add($"not told within {Follows.TotalSeconds:0} s: {line}");
            }

            report.Row($"Seen on the other process: {line.Split(' ')[1]}", $"{sent.ElapsedMilliseconds} ms");
            await stop.CancelAsync();
            await listening.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        report.Check("a page that is open on one follows what is done on the other", slow);
    }

    private async Task WorkAsync(int rounds, bool freeze, int seed)
    {
        // Who finds one shut tries the other.
        var people = await Kills.ComeInAsync(installation, left.Address, right.Address);
        var shift = new Shift(people, seed);
        using var stop = new CancellationTokenSource();
        var work = shift.WorkAsync(stop.Token);
        for (var round = 0; round < rounds && !work.IsFaulted; round++)
        {
            foreach (var one in new[] { left, right })
            {
                await Task.Delay(1500);
                await one.StopAsync();
                await Task.Delay(300);
                await one.StartAsync();
            }

            foreach (var one in new[] { left, right })
            {
                await Task.Delay(1500);
                await one.KillAsync();
                await Task.Delay(300);
                await one.StartAsync();
            }
        }

        await Task.WhenAny(work, Task.Delay(1000));
        await stop.CancelAsync();
        await work;
        if (freeze)
        {
            await FreezeAsync(people[0], shift);
        }

        var audit = new Audit(installation, outsides, shift, report);
        await audit.SettleAsync();
        await Task.WhenAll(left.StopAsync(), right.StopAsync());
        report.Row("Restarts in turn / kills in turn", $"{rounds * 2} / {rounds * 2}");
        await audit.RunAsync();
    }

    /// <summary>The one stands still while its mail is on the way. The other takes the lane over after the lease, and what the first does when it wakes is not recorded.</summary>
    private async Task FreezeAsync(Person sam, Shift shift)
    {
        await right.StopAsync();
        var incident = shift.Declared.Last();
        var before = outsides.Mail.To("claims@fabrikam.example.com").Count;
        var answers = new TaskCompletionSource();
        outsides.Hold = answers.Task;
        await sam.DoAsync(new Deed("sam", "freeze", "/incident page desk the one who sends this freezes", incident, "freezes"));
        for (var waited = 0; outsides.Mail.To("claims@fabrikam.example.com").Count == before && waited < 300; waited++)
        {
            await Task.Delay(50);
        }

        await left.FreezeAsync();
        outsides.Hold = Task.CompletedTask;
        answers.SetResult();
        await right.StartAsync();
        using var nora = new Person("nora", right.Address);
        await nora.SignInAsync(await installation.CodeAsync("nora"));
        var (watch, deed) = (Stopwatch.StartNew(), new Deed("nora", "freeze", "/incident note the other one answers", incident, "answers"));
        await nora.DoAsync(deed);
        report.Check("while one is frozen the other answers", deed.Taken, $"{deed.Answer}");
        report.Row("Answered by the other while one is frozen", $"{watch.ElapsedMilliseconds} ms");
        var taken = await UntilAsync(async () => await AttemptAsync() is { State: AttemptState.Delivered });
        report.Check("the other takes over what the frozen one had begun, and repeats it, marked", taken && (await AttemptAsync()).Answer!.Contains("sent again", StringComparison.Ordinal), $"{(await AttemptAsync()).State}");
        report.Row("Taken over after", $"{watch.Elapsed.TotalSeconds:0} s");
        await left.ThawAsync();
        await Task.Delay(TimeSpan.FromSeconds(6));
        report.Check("what wakes records nothing in a lane that it lost", await AttemptAsync() is { State: AttemptState.Delivered } && await BegunAsync() == 2, $"{(await AttemptAsync()).State}, begun {await BegunAsync()} times");

        Task<PageAttempt> AttemptAsync() => installation.ReadAsync(db => db.PageAttempts.AsNoTracking().SingleAsync(one => one.Contact == "desk" && db.Pages.Any(page => page.Id == one.PageId && page.Message == "the one who sends this freezes")));

        async Task<int> BegunAsync()
        {
            var id = $"{(await AttemptAsync()).Id}";
            return await installation.ReadAsync(db => db.Effects.Where(one => one.Kind == "page.call" && one.Arguments.Contains(id) && one.State == EffectState.Done).Select(one => one.Begun).SingleAsync());
        }
    }

    private static async Task<bool> UntilAsync(Func<Task<bool>> holds)
    {
        for (var waited = 0; waited < 180; waited++)
        {
            if (await holds())
            {
                return true;
            }

            await Task.Delay(500);
        }

        return false;
    }
}
