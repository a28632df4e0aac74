using System.Text;
using System.Text.Json;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;

namespace IncidentBot.Teams.Graph;

internal sealed partial class TeamsGraph
{
    /// <summary>Graph gives no more at once, and does not say that it finds chats by their topics.</summary>
    private const int MostChatsOfAPage = 50;

    public async Task<GraphChat> CreateChatAsync(string topic, IReadOnlyCollection<string> userIds, CancellationToken cancel)
    {
        const string Name = "chat.create";
        var wanted = new Chat { ChatType = ChatType.Group, Topic = topic, Members = [.. userIds.Select(user => Somebody(user, owner: true))] };
        return await calls.RunAsync(Name, makesNew: true, graph => graph.Chats.PostAsync(wanted, cancellationToken: cancel), cancel) is { Id: { } id } made
            ? new(id, made.Topic ?? topic, made.WebUrl)
            : throw TeamsException.NoAnswer(Name, "unreadable", mayBeDone: true);
    }

    public async Task<GraphChat?> FindChatAsync(string userId, string topic, CancellationToken cancel)
    {
        var chats = GraphPages.All("chat.find", next => calls.RunAsync("chat.find", makesNew: false, graph => next is null
            ? graph.Users[userId].Chats.GetAsync(asked => asked.QueryParameters.Top = MostChatsOfAPage, cancel)
            : graph.Users[userId].Chats.WithUrl(next).GetAsync(cancellationToken: cancel), cancel), page => page.OdataNextLink, page => page.Value, chat => chat, cancel);
        await foreach (var chat in chats)
        {
            if (chat is { ChatType: ChatType.Group, Id: { } id } && chat.Topic == topic)
            {
                return new(id, chat.Topic, chat.WebUrl);
            }
        }

        return null;
    }

    public Task SetChatTopicAsync(string chatId, string topic, CancellationToken cancel) =>
        calls.RunAsync("chat.topic", graph => graph.Chats[chatId].PatchAsync(new Chat { Topic = topic }, cancellationToken: cancel), cancel);

    public async Task<string?> FindAppAsync(string manifestId, CancellationToken cancel) =>
        (await calls.RunAsync("app.find", makesNew: false, graph => graph.AppCatalogs.TeamsApps.GetAsync(asked => asked.QueryParameters.Filter = $"externalId eq '{Quoted(manifestId)}'", cancel), cancel))?.Value?.FirstOrDefault()?.Id;

    public Task InstallInTeamAsync(string teamId, string appId, CancellationToken cancel) =>
        UnlessThereAsync("app.install", graph => graph.Teams[teamId].InstalledApps.PostAsync(new TeamsAppInstallation { AdditionalData = App(appId) }, cancellationToken: cancel), cancel);

    public Task InstallInChatAsync(string chatId, string appId, CancellationToken cancel) =>
        UnlessThereAsync("app.install", graph => graph.Chats[chatId].InstalledApps.PostAsync(new TeamsAppInstallation { AdditionalData = App(appId) }, cancellationToken: cancel), cancel);

    public Task InstallForUserAsync(string userId, string appId, CancellationToken cancel) =>
        UnlessThereAsync("app.install", graph => graph.Users[userId].Teamwork.InstalledApps.PostAsync(new UserScopeTeamsAppInstallation { AdditionalData = App(appId) }, cancellationToken: cancel), cancel);

    public async Task<bool> EnableInChannelAsync(string teamId, string channelId, ChannelKind kind, string appId, CancellationToken cancel)
    {
        if (kind is ChannelKind.Standard)
        {
            // An app of the team is in all of them.
            return true;
        }

        try
        {
            await UnlessThereAsync("app.enable", graph => graph.RequestAdapter.SendNoContentAsync(Enabling(teamId, channelId, kind, appId), Errors, cancel), cancel);
            return true;
        }
        catch (TeamsException refused) when (refused.Failure is TeamsFailure.NotAllowed or TeamsFailure.TargetGone || refused.Status is 501)
        {
            return false;
        }
    }

    /// <summary>The library has no call for it. Version 1.0 of Graph takes shared channels, private ones only its beta.</summary>
    private RequestInformation Enabling(string teamId, string channelId, ChannelKind kind, string appId)
    {
        var at = options.GraphBaseUrl.ToString().TrimEnd('/');
        at = kind is ChannelKind.Private && at.EndsWith("/v1.0", StringComparison.Ordinal) ? $"{at[..^"v1.0".Length]}beta" : at;
        var request = new RequestInformation { HttpMethod = Method.POST, URI = new Uri($"{at}/teams/{Uri.EscapeDataString(teamId)}/channels/{Uri.EscapeDataString(channelId)}/enabledApps/$ref") };
        var link = new Dictionary<string, string> { ["@odata.id"] = $"{root}/appCatalogs/teamsApps/{Uri.EscapeDataString(appId)}" };
        request.SetStreamContent(new MemoryStream(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(link))), "application/json");
        return request;
    }

    private static Dictionary<string, Microsoft.Kiota.Abstractions.Serialization.ParsableFactory<Microsoft.Kiota.Abstractions.Serialization.IParsable>> Errors { get; } = new()
    {
        ["XXX"] = Microsoft.Graph.Models.ODataErrors.ODataError.CreateFromDiscriminatorValue,
    };

    private Dictionary<string, object> App(string appId) => new() { ["teamsApp@odata.bind"] = $"{root}/appCatalogs/teamsApps/{appId}" };
}
