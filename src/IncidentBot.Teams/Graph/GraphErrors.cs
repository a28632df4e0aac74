using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;

namespace IncidentBot.Teams.Graph;

/// <summary>Sorts what Graph answers by what is to be done about it.</summary>
public static class GraphErrors
{
    /// <summary>A channel has that name, or one had it that was deleted.</summary>
    public const string NameTaken = "NameAlreadyExists";

    /// <summary>Where Graph limits us and does not say for how long.</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    internal static TeamsException Read(string call, ApiException fault, bool makesNew, DateTimeOffset now)
    {
        var (status, code) = (fault.ResponseStatusCode, Code(fault));
        return status switch
        {
            // Graph says yes with something that cannot be read, or its library could not.
            < 300 => TeamsException.NoAnswer(call, "unreadable", makesNew, status),
            408 or >= 500 => TeamsException.NoAnswer(call, $"http_{status}", makesNew, status),
            429 => TeamsException.Limited(call, Wait(fault, now)),
            401 => new(call, code, TeamsFailure.Credentials) { Status = status },
            404 or 410 => new(call, code, TeamsFailure.TargetGone) { Status = status },
            412 or 423 or 425 => new(call, code, TeamsFailure.Passing) { Status = status },
            _ => new(call, code, TeamsFailure.NotAllowed) { Status = status },
        };
    }

    /// <summary>The inner code says more, where there is one.</summary>
    private static string Code(ApiException fault)
    {
        if (fault is not ODataError { Error: { } error })
        {
            return $"http_{fault.ResponseStatusCode}";
        }

        var inner = error.InnerError?.AdditionalData.TryGetValue("code", out var said) is true ? said as string : null;
        return inner == NameTaken || (error.Message?.Contains("name already exist", StringComparison.OrdinalIgnoreCase) ?? false) ? NameTaken : error.Code ?? $"http_{fault.ResponseStatusCode}";
    }

    private static TimeSpan Wait(ApiException fault, DateTimeOffset now)
    {
        var said = fault.ResponseHeaders?.FirstOrDefault(one => string.Equals(one.Key, "Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
        var wait = int.TryParse(said, out var seconds) ? TimeSpan.FromSeconds(seconds) : DateTimeOffset.TryParse(said, out var at) ? at - now : UsualWait;
        return wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait < LongestWait ? wait : LongestWait;
    }
}
