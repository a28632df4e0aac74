using System.Data.Common;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Data;

/// <summary>A fault for the log: where it went wrong, without the words of exceptions that may repeat what people typed.</summary>
public static class FaultText
{
    /// <typeparam name="TOurs">What a platform refuses with: we wrote its words.</typeparam>
    public static string Of<TOurs>(Exception fault)
        where TOurs : Exception
    {
        var chain = new List<string>();
        for (var one = fault; one is not null; one = one.InnerException)
        {
            chain.Add(one is DbException or TOurs or OutcomeUnknownException ? $"{one.GetType()}: {one.Message}" : $"{one.GetType()}");
        }

        return $"{string.Join(" ← ", chain)}{Environment.NewLine}{fault.GetBaseException().StackTrace}";
    }
}
