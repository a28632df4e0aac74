using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Operations;

/// <summary>Tries out every part of the installation: what waits, mail, chat platforms.</summary>
public sealed record RunDoctor() : IReadVerb, IVerb<RunDoctor>
{
    public static Grammar<RunDoctor> Grammar => new("doctor")
    {
        Summary = "Tries out every part of the installation and says what is wrong and how to mend it.",
        Examples = ["doctor"],
    };

    public static Permission Needs => Permission.Operate;
}

/// <summary>Examines all parts side by side. One that does not come back is a finding as well.</summary>
public sealed partial class RunDoctorHandler(IEnumerable<IExaminer> examiners, TimeProvider time, ILogger<RunDoctorHandler> log) : IHandleAnywhere<RunDoctor>
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public async Task<Reply> HandleAsync(RunDoctor verb, Actor by, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        foreach (var some in await Task.WhenAll(examiners.Select(one => ExamineAsync(one, cancel))))
        {
            findings.AddRange(some);
        }

        var (bad, doubtful) = (findings.Count(one => one.Health is Health.Bad), findings.Count(one => one.Health is Health.Doubtful));
        var verdict = Verdict(findings.Count, bad, doubtful);
        return Reply.Of(verdict, CardOf(verdict, findings, bad > 0 ? "danger" : doubtful > 0 ? "warning" : "good"));
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync(IExaminer examiner, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Longest, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            return await examiner.ExamineAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return [Finding.Bad(examiner.Part, $"did not answer within {Longest.TotalSeconds:0} seconds.")];
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Failed(log, examiner.Part, fault);
            return [Finding.Bad(examiner.Part, $"could not be tried out ({fault.GetType().Name}). The log says more.")];
        }
    }

    private static Prose Verdict(int all, int bad, int doubtful) => (all, bad, doubtful) switch
    {
        (_, 0, 0) => $"All {all} checks are well.",
        _ => $"Of {all} checks {bad} failed, and {doubtful} want a look.",
    };

    private static Card CardOf(Prose verdict, IReadOnlyList<Finding> findings, string tone) =>
        new("Doctor", "IncidentBot: the installation was tried out.", [],
            [.. findings.GroupBy(one => one.Part).Select(part => new CardSection(Prose.Typed(part.Key), [.. part.OrderByDescending(one => one.Health).Select(LineOf)]))], [])
        {
            Tone = tone,
            Footnote = verdict.Markup,
        };

    private static CardLine LineOf(Finding finding) => finding.Health switch
    {
        Health.Bad => new CardLine($"✗ {finding.Words}", tone: "danger"),
        Health.Doubtful => new CardLine($"? {finding.Words}", tone: "warning"),
        _ => new CardLine($"✓ {finding.Words}", tone: "good"),
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The doctor could not try out {Part}.")]
        public static partial void Failed(ILogger logger, string part, Exception fault);
    }
}
