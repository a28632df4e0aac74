using System.Runtime.CompilerServices;
using System.Text.Json;

namespace IncidentBot.Core.Incidents;

/// <summary>Checks what people wrote before it is kept.</summary>
public static class Wording
{
    /// <summary>Trims, and refuses what is empty or too long.</summary>
    /// <param name="written">What the compiler saw as the text: <c>verb.Title</c> is the argument "title".</param>
    public static string Checked(string text, string what, int limit = Limits.Text, [CallerArgumentExpression(nameof(text))] string? written = null)
    {
        var field = written?.StartsWith("verb.", StringComparison.Ordinal) is true ? JsonNamingPolicy.CamelCase.ConvertName(written[5..]) : null;
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? throw IncidentRefusals.Empty(what, field)
            : trimmed.Length > limit ? throw IncidentRefusals.TooLong(what, limit, field)
            : trimmed;
    }
}
