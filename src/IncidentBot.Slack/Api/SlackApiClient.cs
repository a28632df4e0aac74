using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Api;

/// <summary>The client of one token; of none, as it is injected, until <see cref="WithAccessToken"/> gives it one.</summary>
internal sealed class SlackApiClient : ISlackApiClient
{
    private readonly SlackWire wire;
    private readonly SlackPace pace;
    private readonly IOptions<SlackApiOptions> options;
    private readonly AuthenticationHeaderValue? token;

    public SlackApiClient(SlackWire wire, SlackPace pace, IOptions<SlackApiOptions> options)
        : this(wire, pace, options, null)
    {
    }

    private SlackApiClient(SlackWire wire, SlackPace pace, IOptions<SlackApiOptions> options, string? token)
    {
        (this.wire, this.pace, this.options) = (wire, pace, options);
        this.token = token is null ? null : new("Bearer", token);
        AppsConnections = new(this);
        Auth = new(this);
        Bookmarks = new(this);
        Chat = new(this);
        Conversations = new(this);
        OAuthV2 = new(wire);
        Pins = new(this);
        Reactions = new(this);
        Team = new(this);
        UserGroups = new(this);
        UserGroupUsers = new(this);
        Users = new(this);
        Views = new(this);
    }

    public AppsConnectionsApi AppsConnections { get; }

    public AuthApi Auth { get; }

    public BookmarksApi Bookmarks { get; }

    public ChatApi Chat { get; }

    public ConversationsApi Conversations { get; }

    public OAuthV2Api OAuthV2 { get; }

    public PinsApi Pins { get; }

    public ReactionsApi Reactions { get; }

    public TeamApi Team { get; }

    public UserGroupsApi UserGroups { get; }

    public UserGroupUsersApi UserGroupUsers { get; }

    public UsersApi Users { get; }

    public ViewsApi Views { get; }

    public ISlackApiClient WithAccessToken(string accessToken) => new SlackApiClient(wire, pace, options, accessToken);

    public async Task<T> Post<T>(string apiMethod, SlackArgs args, CancellationToken cancel)
        where T : SlackResponse
    {
        if (apiMethod == "chat.postMessage" && args["channel"] is { } channel)
        {
            await pace.WaitAsync(token?.Parameter ?? "", channel, cancel);
        }

        return await wire.CallAsync<T>(apiMethod, args, token, cancel);
    }

    public Task Respond(string responseUrl, ResponseMessage message, CancellationToken cancel) => wire.RespondAsync(Allowed(responseUrl), SlackBody.Json(message), cancel);

    /// <summary>Slack's own hooks, or the same machine as the Web API: it came in a signed request, and still nobody can have us post elsewhere.</summary>
    private Uri Allowed(string responseUrl) =>
        Uri.TryCreate(responseUrl, UriKind.Absolute, out var address) && (address is { Scheme: "https", Host: "hooks.slack.com" or "hooks.slack-gov.com", IsDefaultPort: true, UserInfo: "" }
            || Uri.Compare(address, options.Value.ApiBaseUrl, UriComponents.SchemeAndServer | UriComponents.UserInfo, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0)
            ? address : throw SlackException.Misled("response_url", "invalid_response_url");
}
