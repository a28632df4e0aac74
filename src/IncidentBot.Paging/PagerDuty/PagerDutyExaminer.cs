using IncidentBot.Core.Operations;

namespace IncidentBot.Paging.PagerDuty;

/// <summary>Tries out whether PagerDuty tells us who is on call. It rings nobody.</summary>
public sealed class PagerDutyExaminer(PagerDutySchedules schedules) : IExaminer
{
    public string Part => "PagerDuty";

    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel) => await schedules.TryAsync(cancel) is { } wrong
        ? [Finding.Bad(Part, $"{wrong}. Compare `Paging:PagerDuty:ApiToken` and `ApiUrl` with what PagerDuty shows under Integrations, API Access Keys.")]
        : [Finding.Good(Part, $"PagerDuty says who is on call to our key.")];
}
