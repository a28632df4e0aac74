using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Outside;

/// <summary>What leaves the bot for somebody's lock screen: reference, code name, severity and what to do. It has no place for a title, a client or anything else that people typed.</summary>
/// <param name="Id">The same for every send of one message, so that the other side can tell a repeat.</param>
/// <param name="Address">As the plan has it.</param>
/// <param name="Link">Opens a page that shows, and does nothing by itself; null where the public address is not set.</param>
/// <param name="Call">The provider whom somebody calls who can answer in no other way; null for everybody else.</param>
public sealed record OutsideMessage(string Id, NoticeKind Kind, string Address, IncidentReference Incident, string CodeName, Severity Severity, bool Drill, Uri? Link, string? Call)
{
    private const string Again = "(repeat: an earlier one may have reached you)";

    /// <summary>Lets whoever was paged answer that page, for channels that take answers; null for what is no page.</summary>
    public string? Ticket { get; init; }

    /// <summary>The digits that a text is answered with; null where it is no text.</summary>
    public string? Code { get; init; }

    /// <summary>What to do, where that is something of its own: how to come in by an invitation.</summary>
    public string? Line { get; init; }

    /// <summary>The outcome of an earlier send is not known.</summary>
    public bool Repeat { get; init; }

    /// <summary>One line, for a mail's subject and a telephone's screen.</summary>
    public string Subject => $"{(Drill ? "Drill: " : "")}{Incident} {CodeName}: {What}{(Repeat ? $" {Again}" : "")}";

    public string Text => string.Join('\n',
    [
        $"{char.ToUpperInvariant(What[0])}{What[1..]}: {Incident} ({CodeName}), {Severity.Words()}{(Drill ? ". This is a drill" : "")}.",
        Line ?? Act,
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

    private string Act => (Code, Call, Link) switch
    {
        ({ } code, _, _) => $"Reply {code} to acknowledge, {code} 2 to pass it on, {code} 3 if you cannot.",
        (_, { } provider, _) => $"Call {provider} and name {Incident}.",
        (_, null, { } link) => $"{(Kind is NoticeKind.Page ? "Acknowledge at" : "See it at")} {link}",
        _ => Kind is NoticeKind.Page ? "Open IncidentBot to acknowledge." : "Open IncidentBot to see it.",
    };
}
