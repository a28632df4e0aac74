using IncidentBot.Core.SignIn;

namespace IncidentBot.Core.Paging;

/// <summary>Makes tickets, which let whoever was paged answer that one page without an account. A ticket is the try's id, encrypted and authenticated with the installation's keys: nothing that could be stolen is stored, and a repeat of a message carries a good one again.</summary>
public sealed class PageTickets(ISecretKeys keys)
{
    private const string Purpose = "Page.Ticket";

    /// <summary>In letters; ours are about a quarter of it.</summary>
    private const int Longest = 1000;

    public string For(PageAttempt attempt) => Convert.ToHexStringLower(keys.Seal(Purpose, attempt.Id.Value.ToByteArray()));

    /// <summary>Null for what is no ticket of ours.</summary>
    public Id<PageAttempt>? Read(string? ticket) =>
        ticket is { Length: > 0 and < Longest } && ticket.Length % 2 == 0 && ticket.All(char.IsAsciiHexDigitLower) && keys.Open(Purpose, Convert.FromHexString(ticket)) is { Length: 16 } bytes ? new Id<PageAttempt>(new Guid(bytes)) : null;
}
