namespace IncidentBot.Core.Paging.Checks;

/// <summary>What a test says: that it is one, from whom, and how to confirm it.</summary>
/// <param name="Id">The same for every send of one test.</param>
/// <param name="Provider">Who asks.</param>
/// <param name="Ticket">Lets whoever holds it confirm this test.</param>
/// <param name="Code">The digits that a text is answered with; null where it is no text.</param>
/// <param name="Link">Opens a page that shows, and does nothing by itself; null where the public address is not set.</param>
public sealed record ContactTest(string Id, string Address, string Provider, string Ticket, string? Code, Uri? Link)
{
    public string Subject => $"Test, no incident: can {Provider} reach you here?";

    public string Text => string.Join('\n',
    [
        $"This is a test, there is no incident. {Provider} checks that this reaches you.",
        Code is { } code ? $"Reply {code} to confirm." : Link is { } link ? $"Confirm with one tap at {link}" : $"Tell {Provider} that it did.",
        .. Code is null ? ["Thank you. If this is not for you, please tell us the same way."] : Array.Empty<string>(),
    ]);
}

/// <summary>A way outside that can carry a test.</summary>
public interface ITestChannel
{
    /// <summary>The method as the plan names it.</summary>
    string Method { get; }

    /// <summary>Sends, and answers what the other side said. Throws <see cref="Effects.SendException"/> or <see cref="Effects.RetryAfterException"/>.</summary>
    Task<string> TestAsync(ContactTest test, CancellationToken cancel);
}
