namespace IncidentBot.Slack.Api;

/// <summary>Slack's Web API under SlackNet's names, so that taking SlackNet one day is mechanical. Every call that gets no yes throws <see cref="SlackException"/>.</summary>
public interface ISlackApiClient
{
    AppsConnectionsApi AppsConnections { get; }

    AuthApi Auth { get; }

    BookmarksApi Bookmarks { get; }

    ChatApi Chat { get; }

    ConversationsApi Conversations { get; }

    OAuthV2Api OAuthV2 { get; }

    PinsApi Pins { get; }

    ReactionsApi Reactions { get; }

    TeamApi Team { get; }

    UserGroupsApi UserGroups { get; }

    UserGroupUsersApi UserGroupUsers { get; }

    UsersApi Users { get; }

    ViewsApi Views { get; }

    /// <summary>Any method, for what has no name here yet.</summary>
    Task<T> Post<T>(string apiMethod, SlackArgs args, CancellationToken cancel)
        where T : SlackResponse;

    /// <summary>Answers a command or a button later, by its response URL: at most five times in half an hour.</summary>
    Task Respond(string responseUrl, ResponseMessage message, CancellationToken cancel);

    /// <summary>The same for another workspace, or with an app-level token.</summary>
    ISlackApiClient WithAccessToken(string accessToken);
}
