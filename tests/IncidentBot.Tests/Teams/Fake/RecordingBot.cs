using System.Collections.Concurrent;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;

namespace IncidentBot.Tests.Teams.Fake;

/// <summary>A bot of the SDK that writes down what its handler calls, and answers as a test wants it.</summary>
internal sealed class RecordingBot : TeamsActivityHandler
{
    public ConcurrentQueue<string> Heard { get; } = new();

    public Func<ITurnContext, Task> OnMessage { get; set; } = _ => Task.CompletedTask;

    public Func<AdaptiveCardInvokeValue, AdaptiveCardInvokeResponse> OnExecute { get; set; } = _ => new AdaptiveCardInvokeResponse { StatusCode = 200, Type = "application/vnd.microsoft.activity.message", Value = "done" };

    public Func<TaskModuleRequest, TaskModuleResponse?> OnFetch { get; set; } = _ => null;

    public Func<TaskModuleRequest, TaskModuleResponse?> OnSubmit { get; set; } = _ => null;

    public Func<MessagingExtensionAction, MessagingExtensionActionResponse> OnExtension { get; set; } = _ => new MessagingExtensionActionResponse();

    protected override async Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken)
    {
        Heard.Enqueue($"message {turnContext.Activity.RemoveRecipientMention()?.Trim() ?? turnContext.Activity.Value}");
        await OnMessage(turnContext);
    }

    protected override Task OnTeamsMessageEditAsync(ITurnContext<IMessageUpdateActivity> turnContext, CancellationToken cancellationToken) => Hear($"edit {turnContext.Activity.Text.Trim()}");

    protected override Task OnTeamsMessageSoftDeleteAsync(ITurnContext<IMessageDeleteActivity> turnContext, CancellationToken cancellationToken) => Hear("delete");

    protected override Task OnTeamsMessageUndeleteAsync(ITurnContext<IMessageUpdateActivity> turnContext, CancellationToken cancellationToken) => Hear("undelete");

    protected override Task OnReactionsAddedAsync(IList<MessageReaction> messageReactions, ITurnContext<IMessageReactionActivity> turnContext, CancellationToken cancellationToken) => Hear($"reaction {messageReactions[0].Type} to {turnContext.Activity.ReplyToId}");

    protected override Task OnTeamsMembersAddedAsync(IList<TeamsChannelAccount> teamsMembersAdded, TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => Hear($"added {teamsMembersAdded[0].Name ?? teamsMembersAdded[0].Id} to {teamInfo?.AadGroupId}");

    protected override Task OnTeamsMembersRemovedAsync(IList<TeamsChannelAccount> teamsMembersRemoved, TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => Hear($"removed {teamsMembersRemoved[0].AadObjectId}");

    protected override Task OnTeamsChannelCreatedAsync(ChannelInfo channelInfo, TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => Hear($"channel {channelInfo.Name}");

    protected override Task OnTeamsChannelRenamedAsync(ChannelInfo channelInfo, TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => Hear($"renamed {channelInfo.Name}");

    protected override Task OnTeamsChannelDeletedAsync(ChannelInfo channelInfo, TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => Hear($"deleted {channelInfo.Name}");

    protected override Task OnTeamsChannelRestoredAsync(ChannelInfo channelInfo, TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => Hear($"restored {channelInfo.Name}");

    protected override Task OnTeamsTeamRenamedAsync(TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => Hear($"team {teamInfo.Name}");

    protected override Task OnInstallationUpdateAddAsync(ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken) => Hear($"installed {turnContext.Activity.Conversation.ConversationType}");

    protected override Task OnInstallationUpdateRemoveAsync(ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken) => Hear("uninstalled");

    protected override Task<AdaptiveCardInvokeResponse> OnAdaptiveCardInvokeAsync(ITurnContext<IInvokeActivity> turnContext, AdaptiveCardInvokeValue invokeValue, CancellationToken cancellationToken)
    {
        Heard.Enqueue($"execute {invokeValue.Action.Verb} {((Newtonsoft.Json.Linq.JObject)turnContext.Activity.Value)["trigger"]}");
        return Task.FromResult(OnExecute(invokeValue));
    }

    protected override Task<TaskModuleResponse> OnTeamsTaskModuleFetchAsync(ITurnContext<IInvokeActivity> turnContext, TaskModuleRequest taskModuleRequest, CancellationToken cancellationToken) => Task.FromResult(OnFetch(taskModuleRequest)!);

    protected override Task<TaskModuleResponse> OnTeamsTaskModuleSubmitAsync(ITurnContext<IInvokeActivity> turnContext, TaskModuleRequest taskModuleRequest, CancellationToken cancellationToken)
    {
        Heard.Enqueue($"submit {taskModuleRequest.Data}");
        return Task.FromResult(OnSubmit(taskModuleRequest)!);
    }

    protected override Task<MessagingExtensionActionResponse> OnTeamsMessagingExtensionFetchTaskAsync(ITurnContext<IInvokeActivity> turnContext, MessagingExtensionAction action, CancellationToken cancellationToken)
    {
        Heard.Enqueue($"fetch {action.CommandId} about {action.MessagePayload?.Id}");
        return Task.FromResult(OnExtension(action));
    }

    protected override Task<MessagingExtensionActionResponse> OnTeamsMessagingExtensionSubmitActionAsync(ITurnContext<IInvokeActivity> turnContext, MessagingExtensionAction action, CancellationToken cancellationToken)
    {
        Heard.Enqueue($"submit {action.CommandId} {action.Data}");
        return Task.FromResult(new MessagingExtensionActionResponse());
    }

    private Task Hear(string what)
    {
        Heard.Enqueue(what);
        return Task.CompletedTask;
    }
}
