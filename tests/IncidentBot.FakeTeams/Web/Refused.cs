namespace IncidentBot.TeamsFake.Web;

/// <summary>A no, with the code of whoever says it.</summary>
internal sealed class Refused(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    /// <summary>Entra's number, Graph's inner code, the connector's subcode.</summary>
    public string? Detail { get; init; }

    public int? RetryAfter { get; init; }

    /// <summary>No right program would have asked: it is kept among the wrongs.</summary>
    public bool Wrong { get; init; }
}
