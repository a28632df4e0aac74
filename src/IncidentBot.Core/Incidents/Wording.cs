namespace IncidentBot.Core.Incidents;

/// <summary>Checks what people wrote before it is kept.</summary>
public static class Wording
{
    /// <summary>Trims, and refuses what is empty or too long.</summary>
    public static string Checked(string text, string what, int limit = Limits.Text)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? throw IncidentRefusals.Empty(what)
            : trimmed.Length > limit ? throw IncidentRefusals.TooLong(what, limit)
            : trimmed;
    }
}
