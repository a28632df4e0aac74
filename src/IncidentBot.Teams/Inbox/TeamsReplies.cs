using System.Text.Json.Nodes;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Cards;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Requests;
using IncidentBot.Teams.Rooms;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Teams.Inbox;

/// <summary>Answers as Teams shows them, to who asked alone. Each is a card: the words of a message stand in its notification, and there they are read by whoever sees the screen.</summary>
public sealed partial class TeamsReplies(ITeamsConnector connector, TeamsButtons buttons, PublicLinks links, ILogger<TeamsReplies> log)
{
    public const string NotAlone = "Teams did not let me show you the answer alone, and here everybody would read it. Add the app IncidentBot for yourself, then look at what you asked for once more.";

    /// <summary>Where everything about an answer can be read.</summary>
    public Uri? Web(Reply reply) => reply.Incident is { } incident ? links.To(incident, "card") : links.Home;

    public Task<TeamsContent> RenderAsync(TeamsActivity asked, Reply reply, CardRefresh? refresh, CancellationToken cancel) =>
        new TeamsCards(buttons.KeepAsync, Web(reply), asked.Registration.OpensDialogs).RenderAsync(reply.Words.Length == 0 && reply.Card is null ? "Done." : reply.Words, reply.Card, null, refresh, cancel);

    /// <summary>Answers what somebody wrote. Where they cannot be told alone it is said that they were not, and nothing else.</summary>
    public async Task AnswerAsync(TeamsActivity asked, TeamsContent content, CancellationToken cancel)
    {
        if (await TryAsync(asked, content, cancel) is not { Failure: TeamsFailure.TargetGone or TeamsFailure.NotAllowed } || asked.Address.Kind is ConversationKind.Personal)
        {
            return;
        }

        try
        {
            await connector.PostAsync(asked.Address, new Connector.TeamsMessage { Text = NotAlone }, cancel);
        }
        catch (TeamsException fault)
        {
            Log.NotShown(log, fault.Code);
        }
    }

    public async Task AnswerAsync(TeamsActivity asked, Reply reply, CancellationToken cancel) => await AnswerAsync(asked, await RenderAsync(asked, reply, null, cancel), cancel);

    /// <summary>Shows who pressed something the whole answer.</summary>
    /// <returns>False when it could not be shown.</returns>
    public async Task<bool> TellAsync(TeamsActivity pressed, Reply reply, CancellationToken cancel) => await TellAsync(pressed, await RenderAsync(pressed, reply, null, cancel), cancel);

    /// <inheritdoc cref="TellAsync(TeamsActivity, Reply, CancellationToken)"/>
    public async Task<bool> TellAsync(TeamsActivity pressed, TeamsContent content, CancellationToken cancel) => await TryAsync(pressed, content, cancel) is null;

    /// <summary>Posts for all who are there.</summary>
    public Task PostAsync(TeamsAddress place, TeamsContent content, CancellationToken cancel) => connector.PostAsync(place, TeamsPosts.Message(content), cancel);

    /// <summary>As the answer to a press.</summary>
    public static TeamsAnswer Card(TeamsContent content) => TeamsAnswer.Card(JsonNode.Parse(CardJson.Write(content.Card))!);

    /// <summary>What is done is done, whether or not it can be shown.</summary>
    private async Task<TeamsException?> TryAsync(TeamsActivity asked, TeamsContent content, CancellationToken cancel)
    {
        if (asked.From is not { } person)
        {
            return null;
        }

        try
        {
            await connector.TellOneAsync(asked.Address, person.Id, TeamsPosts.Message(content), cancel);
            return null;
        }
        catch (TeamsException fault)
        {
            Log.NotShown(log, fault.Code);
            return fault;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "An answer could not be shown in Teams: {Code}.")]
        public static partial void NotShown(ILogger logger, string code);
    }
}
