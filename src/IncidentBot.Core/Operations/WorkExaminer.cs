using IncidentBot.Core.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.Operations;

/// <summary>Looks at what waits in the whole installation and should not. It counts, and names no incident.</summary>
public sealed class WorkExaminer(IServiceScopeFactory scopes) : IExaminer
{
    public string Part => "Work";

    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel)
    {
        // Examiners work side by side, each with a look of its own.
        await using var scope = scopes.CreateAsyncScope();
        var waits = await scope.ServiceProvider.GetRequiredService<VitalsReader>().ReadAsync(cancel);
        return
        [
            waits.RemindersLate == 0 ? Finding.Good(Part, $"No legal reminder is late.") : Finding.Bad(Part, $"{waits.RemindersLate} legal reminders are more than a minute late. Look for errors of `ReminderClerk` in the log."),
            waits.LanesParked == 0 ? Finding.Good(Part, $"Nothing failed outside and waits to be tried again.") : Finding.Doubtful(Part, $"{waits.LanesParked} lanes wait because something failed outside. The cards of their incidents say what; `retry` there does not wait."),
        ];
    }
}
