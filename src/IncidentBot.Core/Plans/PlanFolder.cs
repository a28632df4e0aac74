using System.Security;
using System.Security.Cryptography;

namespace IncidentBot.Core.Plans;

/// <summary>The plans of every client, one file each. A file that is broken, unreadable or in another's way keeps its last good plan until it is mended; a file that is gone takes its plan with it.</summary>
public sealed class PlanFolder(string folder)
{
    private readonly Lock gate = new();
    private Dictionary<string, KeptPlan> kept = new(StringComparer.Ordinal);
    private PlanSnapshot current = PlanSnapshot.Empty;

    /// <summary>What the last <see cref="Load"/> found.</summary>
    public PlanSnapshot Current => Volatile.Read(ref current);

    /// <summary>Looks at the folder again. Safe to call at any time and from any thread; a file whose bytes have not changed is not parsed again.</summary>
    public PlanSnapshot Load()
    {
        lock (gate)
        {
            var problems = new List<PlanProblem>();
            if (Files(problems) is { } files)
            {
                kept = files.ToDictionary(file => file, file => Look(file, kept.GetValueOrDefault(file)));
                Settle(problems);
            }

            Plan[] plans = [.. kept.Values.Select(one => one.Good).OfType<Plan>().OrderBy(plan => plan.Slug, StringComparer.Ordinal)];
            var snapshot = new PlanSnapshot(plans, problems);
            Volatile.Write(ref current, snapshot);
            return snapshot;
        }
    }

    private string[]? Files(List<PlanProblem> problems)
    {
        try
        {
            // Names that begin with a dot are editors' and mounts' own.
            return [.. Directory.EnumerateFiles(folder)
                .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".yaml" or ".yml" && !Path.GetFileName(file).StartsWith('.'))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception fault) when (IsAccess(fault))
        {
            problems.Add(new PlanProblem(folder, 1, null, $"The folder of plans cannot be read ({Reason(fault)}); mend the path or its permissions. The plans read before stay in use."));
            return null;
        }
    }

    private static KeptPlan Look(string file, KeptPlan? before)
    {
        try
        {
            var bytes = Bytes(file);
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            return before is not null && before.BytesHash == hash ? before : new KeptPlan(hash, PlanFile.Parse(file, bytes), before?.Good);
        }
        catch (Exception fault) when (IsAccess(fault))
        {
            var problem = new PlanProblem(file, 1, null, $"The file cannot be read ({Reason(fault)}); let the account that runs the bot read it.");
            return new KeptPlan("", new PlanParse(null, [problem]), before?.Good);
        }
    }

    // One byte more than is allowed, so that a huge file is refused without being read whole.
    private static byte[] Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Min(stream.Length, PlanFile.Largest) + 1];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    /// <summary>Decides which plans stand beside each other: those in use already, then changed ones, then new ones, each by file name.</summary>
    private void Settle(List<PlanProblem> problems)
    {
        var standing = new List<Plan>();
        foreach (var (file, one) in kept.OrderBy(entry => entry.Value.Turn).ThenBy(entry => entry.Key, StringComparer.Ordinal).ToList())
        {
            problems.AddRange(one.Parse.Problems);
            var clashes = one.Parse.Plan is { } now ? PlanClash.Find(now, one.Parse, standing) : [];
            problems.AddRange(clashes);
            var good = clashes.Count == 0 ? one.Parse.Plan ?? one.Good : one.Good;
            if (good is not null && (ReferenceEquals(good, one.Parse.Plan) || PlanClash.Find(good, one.Parse, standing).Count == 0))
            {
                standing.Add(good);
                kept[file] = one with { Good = good };
            }
            else
            {
                kept[file] = one with { Good = null };
            }
        }

        problems.Sort((left, right) => (left.File, left.Line).CompareTo((right.File, right.Line)));
    }

    private static bool IsAccess(Exception fault) => fault is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException;

    private static string Reason(Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it is not there",
        UnauthorizedAccessException or SecurityException => "permission is denied",
        _ => fault.Message.TrimEnd('.'),
    };

    /// <summary>What one file said last, and the last plan of it that could be used.</summary>
    private sealed record KeptPlan(string BytesHash, PlanParse Parse, Plan? Good)
    {
        public int Turn => Parse.Plan is null || ReferenceEquals(Parse.Plan, Good) ? 0 : Good is not null ? 1 : 2;
    }
}
