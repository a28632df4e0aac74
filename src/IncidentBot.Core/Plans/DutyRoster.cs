using System.Collections.Concurrent;

namespace IncidentBot.Core.Plans;

/// <summary>Who has duty by schedules that are kept elsewhere, as this process last heard. A plan's roles are told by it whenever a plan is read.</summary>
public sealed class DutyRoster
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<Duty>> heard = new(StringComparer.Ordinal);

    /// <summary>Every schedule that a plan has named so far.</summary>
    public IReadOnlyList<string> Asked => [.. heard.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What is said now of a schedule takes the place of what was said before.</summary>
    public void Hear(string schedule, IEnumerable<Duty> duties) => heard[schedule] = [.. duties.OrderBy(one => one.From)];

    /// <summary>The plan, with what is known of the schedules that its roles name. Whoever has duty and is no contact of the plan by their mail has none in it.</summary>
    internal Plan Tell(Plan plan) => plan.Roles.All(role => role.Schedule is null) ? plan : plan with { Roles = [.. plan.Roles.Select(role => role.Schedule is { } schedule ? role with { Heard = Turns(plan, schedule) } : role)] };

    private IReadOnlyList<DutyTurn> Turns(Plan plan, string schedule) =>
        [.. heard.GetOrAdd(schedule, []).Select(duty => plan.FindByMail(duty.Mail) is { } contact ? new DutyTurn(contact.Key, duty.From, duty.Until) : null).OfType<DutyTurn>()];
}

/// <summary>Somebody's turn by a schedule that is kept elsewhere.</summary>
public sealed record Duty(string Mail, DateTimeOffset From, DateTimeOffset Until);
