using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Cards;

namespace IncidentBot.Tests.Teams.Playground;

/// <summary>Speaks with the Agents Playground as its own page does: by requests, and by a socket on which it tells of the bot's messages.</summary>
internal sealed class PlaygroundClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient http;
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private readonly List<PlaygroundMessage> messages = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task listening = Task.CompletedTask;

    private PlaygroundClient(Uri address) => http = new HttpClient { BaseAddress = address, Timeout = Patience };

    /// <summary>Who and what there is, as the file says that it was started with.</summary>
    public required JsonObject World { get; init; }

    public string Personal => (string)World["personalChat"]!["id"]!;

    public string GroupChat => (string)World["groupChats"]![0]!["id"]!;

    /// <summary>The one beside General.</summary>
    public string Channel => (string)World["teams"]![0]!["channels"]![1]!["id"]!;

    /// <summary>The bot's messages since this client came, the oldest first.</summary>
    public IReadOnlyList<PlaygroundMessage> Messages
    {
        get
        {
            lock (gate)
            {
                return [.. messages];
            }
        }
    }

    public static async Task<PlaygroundClient> ConnectAsync(Uri address)
    {
        using var http = new HttpClient();
        var world = await http.GetFromJsonAsync<JsonObject>(new Uri(address, "_internal/v1/testConfig"));
        var client = new PlaygroundClient(address) { World = (JsonObject)world!["config"]! };
        await client.socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "_ws_conversation/v1/conversations/stream" }.Uri, CancellationToken.None).WaitAsync(Patience);
        client.listening = client.ListenAsync();
        return client;
    }

    public JsonObject User(string name) => World["users"]!.AsArray().Append(World["currentUser"]).OfType<JsonObject>().Single(one => (string?)one["name"] == name);

    /// <summary>Writes as the one whose page it is. Elsewhere than in the personal chat the bot hears only what mentions it.</summary>
    /// <returns>The conversation in which it stands: in a channel a thread of its own.</returns>
    public async Task<string> SayAsync(string conversation, string text, IReadOnlyList<string> mentioned)
    {
        var sent = await PostAsync($"_conversation/v1/conversations/{Uri.EscapeDataString(conversation)}/messages", new JsonObject
        {
            ["from"] = new JsonObject { ["id"] = (string)World["currentUser"]!["id"]! },
            ["text"] = text,
            ["textFormat"] = "plain",
            ["mentions"] = new JsonArray([.. mentioned.Select(name => new JsonObject { ["mentioned"] = new JsonObject { ["id"] = IdOf(name) }, ["text"] = Tag(name) })]),
        });
        return (string?)sent?["postConversationId"] ?? conversation;
    }

    /// <summary>Writes as somebody else, whom the page has no place for: by an activity that it sends as it is.</summary>
    public async Task SayAsAsync(string user, string conversation, string text, IReadOnlyList<string> mentioned)
    {
        var activity = (await http.GetFromJsonAsync<JsonObject>($"_internal/v1/customActivities/template?conversationId={Uri.EscapeDataString(conversation)}"))!;
        var from = User(user);
        (activity["type"], activity["text"]) = ("message", text);
        activity["from"] = new JsonObject { ["id"] = (string)from["id"]!, ["aadObjectId"] = (string)from["aadObjectId"]!, ["name"] = user };
        activity["entities"] = new JsonArray([.. mentioned.Select(name => new JsonObject { ["type"] = "mention", ["mentioned"] = new JsonObject { ["id"] = IdOf(name), ["name"] = name }, ["text"] = Tag(name) })]);
        await PostAsync("_internal/v1/customActivities", activity);
    }

    /// <summary>Chooses what the page offers to have happened, such as that the app is installed.</summary>
    public async Task HappensAsync(string conversation, string what) =>
        await PostAsync("_internal/v1/customActivities", (await http.GetFromJsonAsync<JsonObject>($"_internal/v1/customActivities/template?conversationId={Uri.EscapeDataString(conversation)}&type={what}"))!);

    /// <summary>Presses a button with what is filled in beside it.</summary>
    /// <returns>What the bot answered to Action.Execute; null where it was sent as a message.</returns>
    public async Task<JsonObject?> PressAsync(PlaygroundMessage message, string button, IReadOnlyDictionary<string, string>? inputs = null)
    {
        var action = CardView.Action(message.Card!, button);
        var pressed = new JsonObject
        {
            ["from"] = new JsonObject { ["id"] = (string)World["currentUser"]!["id"]! },
            ["conversation"] = new JsonObject { ["id"] = message.Conversation },
            ["replyToId"] = message.Id,
        };
        var data = CardInputs.Collect(message.Card!, action, inputs);
        if ((string?)action["type"] == "Action.Submit")
        {
            pressed["value"] = data;
            await PostAsync("_conversation/v1/submit", pressed);
            return null;
        }

        pressed["name"] = "adaptiveCard/action";
        pressed["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = (string)action["type"]!, ["verb"] = (string)action["verb"]!, ["data"] = data }, ["trigger"] = "manual" };
        var answer = (JsonObject)(await PostAsync("_conversation/v1/invoke", pressed))!;
        if (answer["value"] is JsonObject card)
        {
            Keep(message.Id, one => one with { Card = (JsonObject)card.DeepClone() });
        }

        return answer;
    }

    /// <summary>Waits until a message of the bot is so.</summary>
    public async Task<PlaygroundMessage> SeesAsync(Func<PlaygroundMessage, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            Task news;
            lock (gate)
            {
                if (messages.Find(one => wanted(one)) is { } found)
                {
                    return found;
                }

                news = changed.Task;
            }

            try
            {
                await news.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It was not seen among:\n{string.Join("\n\n", Messages.Select(one => $"{one.Conversation} {one.Id}: {one.Shown}"))}");
            }
        }
    }

    public static string Tag(string name) => $"<at>{name}</at>";

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await listening;
        socket.Dispose();
        http.Dispose();
        closing.Dispose();
    }

    private string IdOf(string name) => (string)(name == (string?)World["bot"]!["name"] ? World["bot"]! : User(name))["id"]!;

    private async Task<JsonNode?> PostAsync(string path, JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {said}");
        return said.StartsWith('{') ? JsonNode.Parse(said) : null;
    }

    private async Task ListenAsync()
    {
        var (letters, whole) = (new byte[64 * 1024], new MemoryStream());
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(letters.AsMemory(), closing.Token);
                whole.Write(letters, 0, read.Count);
                if (read.EndOfMessage)
                {
                    Hear((JsonObject)JsonNode.Parse(whole.ToArray())!);
                    whole.SetLength(0);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The client goes.
        }
    }

    private void Hear(JsonObject told)
    {
        if (told["message"] is not JsonObject message || (string?)message["messageId"] is not { } id)
        {
            return;
        }

        var card = message["attachments"] is JsonArray { Count: > 0 } attached ? attached[0]!["content"] as JsonObject : null;
        Keep(id, one => one with { Text = (string?)message["text"], Card = (JsonObject?)card?.DeepClone() }, (string?)message["postConversationId"] ?? (string?)told["actionConversationId"]);
    }

    private void Keep(string id, Func<PlaygroundMessage, PlaygroundMessage> change, string? conversation = null)
    {
        lock (gate)
        {
            var at = messages.FindIndex(one => one.Id == id);
            if (at >= 0)
            {
                messages[at] = change(messages[at]);
            }
            else
            {
                messages.Add(change(new PlaygroundMessage(id, conversation ?? "", null, null)));
            }

            changed.SetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
