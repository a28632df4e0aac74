using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Cards;
using IncidentBot.Teams.Requests;

namespace IncidentBot.Teams.Inbox;

/// <summary>The commands in the menu of a message and beside the box where messages are written.</summary>
public sealed class TeamsExtensions(TeamsDoor door, TeamsFormDesk forms, TeamsMessages messages, VerbCatalogue verbs)
{
    /// <summary>The ids of the commands, as the app's manifest has them.</summary>
    public const string Declare = "declare_incident";

    public const string Record = "add_to_timeline";

    public Task<TeamsAnswer> OpenAsync(ExtensionOpened asked, CancellationToken cancel) => asked.CommandId switch
    {
        Declare => forms.OpenAsync(asked, Declaration(asked.On?.Text), cancel),
        Record => RecordAsync(asked, asked.On, cancel),
        _ => Task.FromResult(TeamsFormDesk.Words(TeamsRefusals.NoSuchCommand())),
    };

    /// <summary>The form is sent under the command that opened it. A command that opens none is sent at once.</summary>
    public Task<TeamsAnswer> SubmitAsync(ExtensionSubmitted sent, CancellationToken cancel) =>
        sent.CommandId == Record && TeamsSubmission.Read(sent.Data) is null && TeamsButton.Read(sent.Data) is null ? RecordAsync(sent, sent.On, cancel) : forms.SubmitAsync(sent, sent.Data, cancel);

    /// <summary>From a message its words are the title, which can be changed before it is sent.</summary>
    private CardAction Declaration(string? words)
    {
        var title = PlainLetters.Cut(PlainLetters.OneLine(words ?? ""), Limits.Title);
        var (name, arguments) = verbs.Json.Serialize(new DeclareIncident(title));
        return new CardAction("Declare", name, title.Length == 0 ? "{}" : arguments, "", null, null) { Form = name };
    }

    private async Task<TeamsAnswer> RecordAsync(TeamsActivity asked, TeamsMessageRead? message, CancellationToken cancel)
    {
        var visitor = await door.FindAsync(asked, cancel);
        if (visitor?.Person is not { } person)
        {
            return TeamsFormDesk.Words(visitor is null ? TeamsRefusals.NotInstalled() : TeamsRefusals.Nobody(visitor.Why ?? "You are nobody here yet."));
        }

        return message is not null && await door.RoomAsync(visitor.Install, asked.Address, cancel) is { } room
            ? TeamsFormDesk.Words((await messages.PinAsync(visitor, person, asked, room, message, cancel)).Text)
            : TeamsFormDesk.Words(TeamsRefusals.NotInARoom());
    }
}
