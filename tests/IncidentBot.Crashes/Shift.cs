using System.Collections.Concurrent;

namespace IncidentBot.Crashes;

/// <summary>Four people who work incidents at once for as long as it takes: declare, note, talk, page, change the severity, post updates, record what clocks run from, acknowledge.</summary>
/// <param name="people">Sam, Nora, Lena and Mia, signed in.</param>
/// <param name="seed">Of what they do; when they do it depends on the machine.</param>
internal sealed class Shift(IReadOnlyList<Person> people, int seed)
{
    /// <summary>GDPR Art. 33(1) reminds at 50, 25 and 10 % of 72 hours that are left, and when it is due.</summary>
    private static readonly double[] Marks = [36, 54, 64.8, 72];

    private static readonly TimeSpan BetweenIncidents = TimeSpan.FromSeconds(4);

    private readonly ConcurrentQueue<Deed> deeds = new();
    private readonly ConcurrentQueue<string> declared = new();
    private readonly ConcurrentDictionary<string, bool> aware = new();
    private DateTimeOffset nextIncident;
    private int answered;

    public IReadOnlyCollection<Deed> Deeds => deeds;

    public IReadOnlyCollection<string> Declared => declared;

    /// <summary>How many were answered so far.</summary>
    public int Answered => answered;

    /// <summary>Works until it is told to stop; what was begun is brought to its answer.</summary>
    public Task WorkAsync(CancellationToken stop) => Task.WhenAll(people.Select((person, place) => WorkAsync(person, new Random((seed * 31) + place), stop)));

    private async Task WorkAsync(Person person, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (Next(person, random) is { } deed)
            {
                deeds.Enqueue(deed);
                await person.DoAsync(deed, giveUp: random.Next(5) == 0);
                Interlocked.Add(ref answered, deed.Answer is null ? 0 : 1);
                if (deed is { Kind: "declare", Taken: true })
                {
                    declared.Enqueue(deed.Answer!.Incident!);
                }

                if (deed.Answer is not null && random.Next(10) == 0)
                {
                    await person.RepeatAsync(deed);
                }
            }

            await Task.Delay(random.Next(150), CancellationToken.None);
        }
    }

    private Deed? Next(Person person, Random random)
    {
        var mark = $"m{random.NextInt64():x16}";
        var all = declared.ToArray();
        if (person.Handle is "sam" && (all.Length == 0 || TimeProvider.System.GetUtcNow() >= nextIncident))
        {
            nextIncident = TimeProvider.System.GetUtcNow() + BetweenIncidents;
            return new Deed("sam", "declare", $"/incident declare alarm {mark} --client {CrashPlan.Client} --severity {random.Next(2, 6)}", null, mark);
        }

        if (all.Length == 0)
        {
            return null;
        }

        var incident = all[^random.Next(1, Math.Min(all.Length, 6) + 1)];
        Deed Of(string kind, string line) => new(person.Handle, kind, line, incident, mark);
        if (person.Handle is "lena" && all.FirstOrDefault(one => !aware.ContainsKey(one)) is { } unaware && aware.TryAdd(unaware, true))
        {
            var at = TimeProvider.System.GetUtcNow().AddHours(-Marks[random.Next(Marks.Length)]).AddSeconds(random.Next(2, 15));
            return new Deed("lena", "clock", $"/incident clock event controller-became-aware {at:yyyy-MM-dd'T'HH:mm:ss}+00:00", unaware, mark);
        }

        return (person.Handle, random.Next(10)) switch
        {
            ("mia", < 6) or (_, < 3) => Of("note", $"/incident note seen {mark}"),
            (_, 3) => Of("talk", $"does anybody see {mark}"),
            (_, 4) when person.Handle is not "mia" => Of("page", $"/incident page {CrashPlan.Contacts[random.Next(CrashPlan.Contacts.Length)]} please join {mark}"),
            ("sam" or "nora", 5) => Of("severity", $"/incident severity {random.Next(1, 6)} because of {mark}"),
            (not "mia", 6) => Of("update", $"/incident update it stands so {mark} --to {(random.Next(2) == 0 ? "executives" : "client")}"),
            ("sam" or "nora", 7) => Of("fact", "/incident fact personal_data_affected=true"),
            _ => Of("ack", "/incident ack"),
        };
    }
}
