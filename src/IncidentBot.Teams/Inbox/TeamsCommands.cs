using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Requests;

namespace IncidentBot.Teams.Inbox;

/// <summary>Answers what is typed to the bot: any line in somebody's own chat with it, elsewhere a line that mentions it or that nobody else saw.</summary>
public sealed class TeamsCommands(TeamsDoor door, VerbText text, VerbCatalogue verbs, TeamsHomes homes, TeamsReplies replies)
{
    public async Task TakeAsync(MessageReceived message, CancellationToken cancel)
    {
        var personal = message.Address.Kind is ConversationKind.Personal;
        if (!personal && !message.NamesBot && !message.OnlyForBot)
        {
            return;
        }

        var said = TeamsLine.Read(message.Said);
        var visitor = await door.FindAsync(message, cancel);
        if (personal && AsksForHome(message, said.Text))
        {
            await replies.AnswerAsync(message, await homes.OfAsync(message, visitor, cancel), cancel);
            return;
        }

        await replies.AnswerAsync(message, visitor is null ? Reply.Of(TeamsRefusals.NotInstalled()) : await AnswerAsync(visitor, message, said, cancel), cancel);
    }

    private async Task<Reply> AnswerAsync(TeamsVisitor visitor, MessageReceived message, TeamsText said, CancellationToken cancel)
    {
        var room = await door.RoomAsync(visitor.Install, message.Address, cancel);
        if (visitor.Person is not null && BareVerb.Read(verbs, said.Text) is { } bare)
        {
            // A message opens no dialog, but a button in the answer does.
            return VerbOffer.Of(bare with { Incident = bare.Incident ?? room?.Incident });
        }

        var line = await door.ReadAsync(visitor.Install, message.Address, said, cancel);
        return await text.HandleAsync(message.DeliveryKey, visitor.Person, line, room?.Incident, cancel, chat: visitor.Identity) switch
        {
            { Code: "unknown-person" } when visitor.Why is { } why => Reply.Of(TeamsRefusals.Nobody(why)),
            var reply => reply,
        };
    }

    private static bool AsksForHome(MessageReceived message, string said) => said.Trim() is var words && (words.Length == 0 ? !message.HasFiles : words.Equals("home", StringComparison.OrdinalIgnoreCase));
}
