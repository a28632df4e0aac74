namespace IncidentBot.Core.Incidents;

/// <summary>How long what people type may be, in UTF-16 units.</summary>
public static class Limits
{
    public const int Title = 200;

    public const int Text = 4000;
}
