namespace IncidentBot.Core.Obligations;

/// <summary>Three-valued: what nobody has said is unknown, never false.</summary>
public enum Truth
{
    Unknown,
    False,
    True,
}

/// <summary>Three-valued logic.</summary>
internal static class TruthTable
{
    public static Truth Not(this Truth truth) => truth switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown };

    public static Truth Any(this IEnumerable<Truth> truths) =>
        truths.Aggregate(Truth.False, (left, right) => left is Truth.True || right is Truth.True ? Truth.True : left is Truth.Unknown || right is Truth.Unknown ? Truth.Unknown : Truth.False);

    public static Truth From(bool known) => known ? Truth.True : Truth.False;
}
