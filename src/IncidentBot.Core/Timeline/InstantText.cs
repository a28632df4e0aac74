using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace IncidentBot.Core.Timeline;

/// <summary>Instants as the timeline hashes them: UTC, cut (not rounded) to microseconds, because PostgreSQL keeps no more and a hash must be the same on every database.</summary>
public static class InstantText
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static DateTimeOffset Cut(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks;
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    public static string Write(DateTimeOffset instant) => Cut(instant).ToString(Form, CultureInfo.InvariantCulture);

    public static bool TryRead([NotNullWhen(true)] string? text, out DateTimeOffset instant) => DateTimeOffset.TryParseExact(
        text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
