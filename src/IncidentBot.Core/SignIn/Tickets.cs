namespace IncidentBot.Core.SignIn;

/// <summary>Makes tickets, which let whoever holds one answer one thing without an account: a page, a test. A ticket is the thing's id, encrypted and authenticated with the installation's keys: nothing that could be stolen is stored, and a repeat of a message carries a good one again.</summary>
public sealed class Tickets(ISecretKeys keys)
{
    /// <summary>In letters; ours are about a quarter of it.</summary>
    private const int Longest = 1000;

    public string For<T>(Id<T> id) => Convert.ToHexStringLower(keys.Seal(Purpose<T>(), id.Value.ToByteArray()));

    /// <summary>Null for what is no ticket of ours, or one for something else.</summary>
    public Id<T>? Read<T>(string? ticket) =>
        ticket is { Length: > 0 and < Longest } && ticket.Length % 2 == 0 && ticket.All(char.IsAsciiHexDigitLower) && keys.Open(Purpose<T>(), Convert.FromHexString(ticket)) is { Length: 16 } bytes ? new Id<T>(new Guid(bytes)) : null;

    private static string Purpose<T>() => $"Ticket.{typeof(T).Name}";
}
