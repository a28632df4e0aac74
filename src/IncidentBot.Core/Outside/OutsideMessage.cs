using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Outside;

/// <summary>What leaves the bot for somebody's lock screen: reference, code name, severity and what to do. It has no place for a title, a client or anything else that people typed.</summary>
/// <param name="Id">The same for every send of one message, so that the other side can tell a repeat.</param>
/// <param name="Address">As the plan has it.</param>
/// <param name="Link">Opens a page that shows, and does nothing by itself; null where the public address is not set.</param>
/// <param name="Call">The provider whom somebody without an account calls; null for somebody with one.</param>
public sealed record OutsideMessage(string Id, NoticeKind Kind, string Address, IncidentReference Incident, string CodeName, Severity Severity, bool Drill, Uri? Link, string? Call)
{
    private const string Again = "(repeat: an earlier one may have reached you)";

    /// <summary>The outcome of an earlier send is not known.</summary>
    public bool Repeat { get; init; }

    /// <summary>One line, for a mail's subject and a telephone's screen.</summary>
    public string Subject => $"{(Drill ? "Drill: " : "")}{Incident} {CodeName}: {What}{(Repeat ? $" {Again}" : "")}";

    public string Text => string.Join('\n',
    [
        $"{char.ToUpperInvariant(What[0])}{What[1..]}: {Incident} ({CodeName}), {Severity.Words()}{(Drill ? ". This is a drill" : "")}.",
        Act,
        .. Repeat ? [Again] : Array.Empty<string>(),
    ]);

    private string What => Kind switch
    {
        NoticeKind.Page => "you are paged",
        NoticeKind.Reminder => "a legal deadline needs you",
        NoticeKind.Invitation => "you are invited",
        NoticeKind.Update => "there is an update",
        _ => throw new InvalidOperationException($"{Kind} has no words."),
    };

    private string Act => (Call, Link) switch
    {
        ({ } provider, _) => $"Call {provider} and name {Incident}.",
        (null, { } link) => $"{(Kind is NoticeKind.Page ? "Acknowledge at" : "See it at")} {link}",
        _ => Kind is NoticeKind.Page ? "Open IncidentBot to acknowledge." : "Open IncidentBot to see it.",
    };
}
