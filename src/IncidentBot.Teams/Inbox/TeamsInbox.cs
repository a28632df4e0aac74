using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Requests;
using IncidentBot.Teams.Rooms;

namespace IncidentBot.Teams.Inbox;

/// <summary>Takes whatever Teams sends and hands it to whoever knows what to do.</summary>
public sealed class TeamsInbox(ServiceUrls urls, LocalTeams local, TeamsCommands commands, TeamsPresses presses, TeamsFormDesk forms, TeamsExtensions extensions, TeamsMessages messages, TeamsEvents events, TeamsArrivals arrivals) : ITeamsInbox
{
    public async Task<TeamsAnswer> ReceiveAsync(TeamsActivity activity, CancellationToken cancel)
    {
        urls.Hear(activity.Address);
        local.Hear(activity);

        // What is begun is finished, whoever goes away.
        var finish = CancellationToken.None;
        return activity switch
        {
            CardPressed pressed => await presses.TakeAsync(pressed, finish),
            DialogOpened asked => await forms.OpenAsync(asked, finish),
            DialogSubmitted sent => await forms.SubmitAsync(sent, sent.Data, finish),
            ExtensionOpened asked => await extensions.OpenAsync(asked, finish),
            ExtensionSubmitted sent => await extensions.SubmitAsync(sent, finish),
            _ => await HearAsync(activity, finish),
        };
    }

    /// <summary>What nobody waits for an answer to.</summary>
    private async Task<TeamsAnswer> HearAsync(TeamsActivity told, CancellationToken cancel)
    {
        await (told switch
        {
            // Bots that answer each other never end.
            MessageReceived { From.Id: var id } when id.StartsWith("28:", StringComparison.Ordinal) => Task.CompletedTask,
            MessageReceived said => commands.TakeAsync(said, cancel),
            MessageEdited edited => messages.ChangedAsync(edited, edited.Said.Text, cancel),
            MessageDeleted => messages.ChangedAsync(told, null, cancel),
            MembersAdded joined => events.JoinedAsync(joined, cancel),
            ChannelRenamed renamed => events.RenamedAsync(renamed, cancel),
            ChannelDeleted deleted => events.DeletedAsync(deleted, cancel),
            AppInstalled installed => arrivals.InstalledAsync(installed, cancel),
            AppRemoved or MembersRemoved { BotToo: true } => Removed(told),

            // Another room carries the incident on already when a channel comes back. Reactions put nothing on the timeline here: Teams tells of those to our own messages alone, and what we say is there.
            ChannelRestored or ReactionAdded or MembersRemoved => Task.CompletedTask,
            _ => Task.CompletedTask,
        });
        return TeamsAnswer.Empty;
    }

    private Task Removed(TeamsActivity told)
    {
        arrivals.Removed(told);
        return Task.CompletedTask;
    }
}
