namespace IncidentBot.Core.Incidents;

/// <summary>The instant of a unit of work, in UTC and cut to microseconds, as both databases keep it. It is read once per scope, so that everything recorded together carries one instant.</summary>
public sealed class IncidentTime(TimeProvider time)
{
    private DateTimeOffset? now;

    public DateTimeOffset Now => now ??= Cut(time.GetUtcNow());

    public static DateTimeOffset Cut(DateTimeOffset instant) => new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
