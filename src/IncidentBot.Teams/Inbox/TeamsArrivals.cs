using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Requests;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Teams.Inbox;

/// <summary>The app is put somewhere, or taken away.</summary>
public sealed partial class TeamsArrivals(TeamsDoor door, TeamsHomes homes, TeamsReplies replies, ILogger<TeamsArrivals> log)
{
    /// <summary>Somebody added the app: for themselves they get their home, elsewhere a line says how to speak to it. Where the bot put it there itself, to open a room or to write to somebody, that is what it says.</summary>
    public async Task InstalledAsync(AppInstalled told, CancellationToken cancel)
    {
        if (told.From is not { } by || by.Id == told.Address.BotId)
        {
            return;
        }

        var visitor = await door.FindAsync(told, cancel);
        try
        {
            if (told.Address.Kind is ConversationKind.Personal)
            {
                await replies.PostAsync(told.Address, await homes.OfAsync(told, visitor, cancel), cancel);
            }
            else if (visitor is null || await door.RoomAsync(visitor.Install, told.Address, cancel) is null)
            {
                await replies.PostAsync(told.Address.WithoutThread(), await replies.RenderAsync(told, Hello(), null, cancel), cancel);
            }
        }
        catch (TeamsException fault)
        {
            Log.NoHello(log, fault.Code);
        }
    }

    /// <summary>Whoever takes it away may do so, but what the bot should say there is not said any more.</summary>
    public void Removed(TeamsActivity told)
    {
        if (told.Address.Kind is not ConversationKind.Personal)
        {
            Log.Removed(log, told.TeamName ?? "a chat", told.Address.TenantId);
        }
    }

    private static Reply Hello() => Reply.Of($"", new Card("IncidentBot is here", "IncidentBot is here.", [], [new CardSection("", [new CardLine((Prose)$"Mention me and say `help` to see what you can do, or `declare` to declare an incident. What you ask is answered to you alone.")])], []));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Somebody added the app in Teams and could not be greeted: {Code}.")]
        public static partial void NoHello(ILogger logger, string code);

        [LoggerMessage(LogLevel.Warning, "The app was removed from {Place} in the tenant {Tenant} of Teams: rooms there are not told anything any more. Add it again.")]
        public static partial void Removed(ILogger logger, string place, string tenant);
    }
}
