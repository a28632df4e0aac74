using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Slack.Requests;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Slack.Requests;

/// <summary>What comes to the three addresses: only Slack's own, once, and whole.</summary>
public sealed class SignedRequestTests
{
    private const string Command = "command=%2Fincident&text=ransom+note&user_id=U1&team_id=T1&api_app_id=A0001";

    private const string VectorBody = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    [Fact]
    public async Task Slacks_own_vector_is_taken_as_it_was_typed()
    {
        await using var scene = await InboxScene.OverHttpAsync(DateTimeOffset.FromUnixTimeSeconds(1531420618), InboxScene.Vector);
        var answer = await scene.SendAsync("/slack/commands", VectorBody, but: request =>
        {
            request.Headers.Remove(SlackSignature.Header);
            request.Headers.Add(SlackSignature.Header, "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
        });
        Assert.Equal((200, ""), (answer.Status, answer.Body));
        var payload = Assert.Single(scene.Inbox.Taken).Payload;
        Assert.Equal(("/webhook-collect", "", "https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN"), (payload.GetProperty("command").GetString(), payload.GetProperty("text").GetString(), payload.GetProperty("response_url").GetString()));
    }

    [Fact]
    public async Task Commands_events_and_presses_arrive_and_are_answered()
    {
        await using var scene = await InboxScene.OverHttpAsync();
        var general = scene.Slack.Workspace.Channel("general");
        general.Members.Add("U0BOT");
        var alex = scene.Slack.As("alex");
        scene.Inbox.Answer = delivery => Task.FromResult(delivery.Kind is SlackDeliveryKind.Command ? new SlackAnswer("""{"text":"only for you","response_type":"ephemeral"}""") : SlackAnswer.Empty);
        await alex.CommandAsync(general, "/incident", "a & b=c + 100 % „ü“");
        var shortcut = await alex.ShortcutAsync("declare_incident");
        alex.Say(general, "<@U0BOT> status");
        foreach (var one in scene.Slack.Deliveries.Events)
        {
            Assert.True((await one.EndAsync()).Acknowledged);
        }

        Assert.True(shortcut is { Status: 200, Body: "" });
        Assert.Equal("only for you", Assert.Single(alex.Ephemerals).Text);
        Assert.Equal("a & b=c + 100 % „ü“", scene.Inbox.Taken.Single(one => one.Kind is SlackDeliveryKind.Command).Payload.GetProperty("text").GetString());
        Assert.Equal("shortcut", scene.Inbox.Taken.Single(one => one.Kind is SlackDeliveryKind.Interaction).Payload.GetProperty("type").GetString());
        Assert.Equal(2, scene.Inbox.Taken.Count(one => one.Kind is SlackDeliveryKind.Event));
        Assert.Equal("application/json; charset=utf-8", (await scene.SendAsync("/slack/commands", Command)).Type);
        Assert.Empty(scene.Slack.Wrongs);
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("unsigned")]
    [InlineData("signed twice")]
    [InlineData("undated")]
    [InlineData("dated in words")]
    [InlineData("stale")]
    [InlineData("from the future")]
    [InlineData("truncated")]
    [InlineData("re-encoded")]
    [InlineData("with more at its end")]
    [InlineData("dated anew")]
    public async Task Nothing_is_done_for_a_request_that_is(string how)
    {
        await using var scene = await InboxScene.OverHttpAsync();
        var (status, body, _) = await scene.SendAsync("/slack/commands", Command, but: request =>
        {
            var now = scene.Time.GetUtcNow().ToUnixTimeSeconds();
            void Sign(string? signature) => Set(SlackSignature.Header, signature);
            void Date(string? timestamp) => Set(SlackSignature.TimestampHeader, timestamp);
            void Body(string other) => request.Content = new StringContent(other, null, "application/x-www-form-urlencoded");
            void Set(string name, string? value)
            {
                request.Headers.Remove(name);
                if (value is not null)
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }
            }

            switch (how)
            {
                case "forged": Sign(SlackSignature.Sign("another secret", Encoding.UTF8.GetBytes(Command), $"{now}")); break;
                case "unsigned": Sign(null); break;
                case "signed twice": request.Headers.Add(SlackSignature.Header, "v0=00"); break;
                case "undated": Date(null); break;
                case "dated in words": Date("now"); break;
                case "stale": BothAt(now - 301); break;
                case "from the future": BothAt(now + 301); break;
                case "truncated": Body(Command[..^1]); break;
                case "re-encoded": Body(Command.Replace("ransom+note", "ransom%20note", StringComparison.Ordinal)); break;
                case "with more at its end": Body(Command + "&text=other"); break;
                default: Date($"{now - 1}"); break;
            }

            void BothAt(long at)
            {
                Date(at.ToString(CultureInfo.InvariantCulture));
                Sign(SlackSignature.Sign(scene.Slack.App.SigningSecret, Encoding.UTF8.GetBytes(Command), $"{at}"));
            }
        });
        Assert.Equal((401, ""), (status, body));
        Assert.Empty(scene.Inbox.Taken);
        Assert.Single(scene.Logs.Lines, line => line.Level is LogLevel.Warning);
        Assert.DoesNotContain(scene.Logs.Lines, line => line.Text.Contains("ransom", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/slack/commands", "application/x-www-form-urlencoded", "", 400)]
    [InlineData("/slack/commands", "application/x-www-form-urlencoded", "text=x", 400)]
    [InlineData("/slack/commands", "application/x-www-form-urlencoded", Command + "&text=other", 400)]
    [InlineData("/slack/commands", "application/json", Command, 415)]
    [InlineData("/slack/events", "application/json", "{", 400)]
    [InlineData("/slack/events", "application/json", "", 400)]
    [InlineData("/slack/events", "application/json", "null", 400)]
    [InlineData("/slack/events", "application/json", "[]", 400)]
    [InlineData("/slack/events", "application/json", "{}", 400)]
    [InlineData("/slack/events", "application/json", """{"type":7}""", 400)]
    [InlineData("/slack/events", "application/json", """{"type":"event_callback","event_id":"Ev1"}""", 400)]
    [InlineData("/slack/events", "application/json", """{"type":"event_callback","event_id":"Ev1","event":"x"}""", 400)]
    [InlineData("/slack/events", "application/json", """{"type":"event_callback","event":{"type":"message"}}""", 400)]
    [InlineData("/slack/events", "application/json", """{"type":"url_verification"}""", 400)]
    [InlineData("/slack/events", "text/plain", """{"type":"event_callback","event_id":"Ev1","event":{"type":"message"}}""", 415)]
    [InlineData("/slack/interactions", "application/x-www-form-urlencoded", "other=1", 400)]
    [InlineData("/slack/interactions", "application/x-www-form-urlencoded", "payload=", 400)]
    [InlineData("/slack/interactions", "application/x-www-form-urlencoded", "payload=%7B", 400)]
    [InlineData("/slack/interactions", "application/x-www-form-urlencoded", "payload=%7B%7D", 400)]
    [InlineData("/slack/interactions", "application/x-www-form-urlencoded", "payload=%7B%22type%22%3A%22shortcut%22%7D&payload=%7B%22type%22%3A%22shortcut%22%7D", 400)]
    [InlineData("/slack/interactions", "application/x-www-form-urlencoded", "payload=%ff%fe", 400)]
    public async Task What_is_signed_and_cannot_be_read_is_refused_plainly(string path, string type, string body, int status)
    {
        await using var scene = await InboxScene.OverHttpAsync();
        Assert.Equal((status, ""), await scene.SendAsync(path, body, type) is var answer ? (answer.Status, answer.Body) : default);
        Assert.Empty(scene.Inbox.Taken);
        Assert.DoesNotContain(scene.Logs.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_half_a_letter_break_nothing()
    {
        await using var scene = await InboxScene.OverHttpAsync();
        Assert.Equal(400, (await scene.SendAsync("/slack/events", [0xff, 0xfe, 0x00], "application/json")).Status);
        Assert.Equal(400, (await scene.SendAsync("/slack/commands", [(byte)'a', (byte)'=', 0xff])).Status);
        Assert.Equal(400, (await scene.SendAsync("/slack/events", new string('[', 100_000), "application/json")).Status);
        Assert.Equal(200, (await scene.SendAsync("/slack/events", """{"type":"x","a":"\ud83d","b":"\uD83D\uDE00","c":"\\ud83d","d":"\udc00\ud800"}""", "application/json")).Status);
        var payload = Assert.Single(scene.Inbox.Taken).Payload;
        Assert.Equal(("\ufffd", "😀", "\\ud83d", "\ufffd\ufffd"), (payload.GetProperty("a").GetString(), payload.GetProperty("b").GetString(), payload.GetProperty("c").GetString(), payload.GetProperty("d").GetString()));
    }

    [Fact]
    public async Task A_captured_request_gets_the_first_answer_and_does_nothing()
    {
        await using var scene = await InboxScene.OverHttpAsync();
        var go = new TaskCompletionSource();
        scene.Inbox.Answer = async _ =>
        {
            await go.Task;
            return new SlackAnswer("""{"text":"declared INC-1"}""");
        };
        var (at, body) = (scene.Time.GetUtcNow().ToUnixTimeSeconds(), Encoding.UTF8.GetBytes(Command));
        void AsFirst(HttpRequestMessage request)
        {
            request.Headers.Remove(SlackSignature.TimestampHeader);
            request.Headers.Remove(SlackSignature.Header);
            request.Headers.Add(SlackSignature.TimestampHeader, $"{at}");
            request.Headers.Add(SlackSignature.Header, SlackSignature.Sign(scene.Slack.App.SigningSecret, body, $"{at}"));
        }

        var first = scene.SendAsync("/slack/commands", body, but: AsFirst);
        var beside = scene.SendAsync("/slack/commands", body, but: AsFirst);
        await scene.UntilAsync(() => !scene.Inbox.Taken.IsEmpty);
        await Task.Delay(100);
        go.SetResult();
        Assert.Equal(await first, await beside);
        scene.Time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Equal(await first, await scene.SendAsync("/slack/commands", body, but: AsFirst));
        Assert.Equal(400, (await scene.SendAsync("/slack/interactions", body, but: AsFirst)).Status);
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(401, (await scene.SendAsync("/slack/commands", body, but: AsFirst)).Status);
        Assert.Single(scene.Inbox.Taken);
    }

    [Fact]
    public async Task What_was_seen_is_forgotten_after_ten_minutes_and_never_fills_the_memory()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var replays = new RequestReplays(time);
        for (var number = 0; number < 20_100; number++)
        {
            await replays.OnceAsync($"v0={number}", () => Task.FromResult(RequestAnswer.Empty));
        }

        Assert.Equal(20_000, replays.Count);
        time.Advance(TimeSpan.FromMinutes(11));
        await replays.OnceAsync("v0=new", () => Task.FromResult(new RequestAnswer(200, new string('x', 10_000))));
        Assert.Equal(1, replays.Count);
        Assert.Equal(RequestAnswer.Empty, await replays.OnceAsync("v0=new", () => throw new InvalidOperationException()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_megabyte_is_the_most(bool chunked)
    {
        await using var scene = await InboxScene.OverHttpAsync();
        byte[] Event(int size) => Encoding.ASCII.GetBytes($$"""{"type":"x","text":"{{new string('x', size)}}"}""");
        Assert.Equal(200, (await scene.SendAsync("/slack/events", Event(1_048_000), "application/json", chunked: chunked)).Status);
        try
        {
            Assert.Equal(413, (await scene.SendAsync("/slack/events", Event(1_049_000), "application/json", chunked: chunked)).Status);
        }
        catch (HttpRequestException)
        {
            // The server does not wait for the rest, and the client may be writing still.
        }

        Assert.Single(scene.Inbox.Taken);
    }

    [Fact]
    public async Task The_challenge_is_given_back_only_to_Slack()
    {
        await using var scene = await InboxScene.OverHttpAsync();
        const string Asked = """{"type":"url_verification","token":"t","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}""";
        Assert.Equal((200, """{"challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}"""), await scene.SendAsync("/slack/events", Asked, "application/json") is var right ? (right.Status, right.Body) : default);
        var forged = await scene.SendAsync("/slack/events", Encoding.UTF8.GetBytes(Asked), "application/json", secret: "wrong");
        Assert.Equal((401, ""), (forged.Status, forged.Body));
        Assert.Empty(scene.Inbox.Taken);
    }

    [Fact]
    public async Task An_event_that_failed_is_worked_again_at_each_of_three_redeliveries_even_within_the_same_second()
    {
        await using var scene = await InboxScene.OverHttpAsync();
        scene.Slack.Deliveries.RetryPace = 0;
        scene.Inbox.Answer = delivery => delivery.Retry == 3 ? Task.FromResult(SlackAnswer.Empty) : throw new InvalidOperationException("ransom note on FS01");
        var delivery = scene.Slack.Deliveries.Emit(scene.Slack.Workspace, null, "team_join", new { type = "team_join" })!;
        Assert.True(await delivery.EndAsync() is { Acknowledged: true, Retry: 3 });
        Assert.Equal([0, 1, 2, 3], scene.Inbox.Taken.Select(one => one.Retry));
        Assert.Equal(3, scene.Logs.Lines.Count(line => line.Level is LogLevel.Error));
        Assert.DoesNotContain(scene.Logs.Lines, line => line.Text.Contains("ransom", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_typed_pressed_or_filled_in_is_told_when_it_may_not_have_been_recorded()
    {
        await using var scene = await InboxScene.OverHttpAsync();
        scene.Inbox.Answer = _ => throw new InvalidOperationException("ransom note on FS01");
        var alex = scene.Slack.As("alex");
        await alex.CommandAsync(scene.Slack.Workspace.Channel("general"), "/incident", "ransom note on FS01");
        Assert.Contains("may not have been recorded. Look at the timeline", Assert.Single(alex.Ephemerals).Text, StringComparison.Ordinal);
        Assert.Equal("ephemeral", (string?)(await alex.ShortcutAsync("declare_incident")).Answer!["response_type"]);

        var general = scene.Slack.Workspace.Channel("general");
        await alex.ShortcutAsync(general, alex.Say(general, "look"), "pin");
        await scene.UntilAsync(() => alex.Ephemerals.Count == 2);

        async Task<string> SubmitAsync(string blocks) => (await scene.SendAsync("/slack/interactions", $"payload={Uri.EscapeDataString("""{"type":"view_submission","api_app_id":"A0001","view":{"blocks":""" + blocks + "}}")}")) is var answer ? $"{answer.Status} {answer.Body}" : "";
        var form = await SubmitAsync("""[{"type":"section","block_id":"s"},{"type":"input","block_id":"t"}]""");
        Assert.StartsWith("200 ", form, StringComparison.Ordinal);
        Assert.Contains("recorded", (string)JsonNode.Parse(form[4..])!["errors"]!["t"]!, StringComparison.Ordinal);
        Assert.Equal("500 ", await SubmitAsync("[]"));
        Assert.DoesNotContain(scene.Logs.Lines, line => line.Text.Contains("ransom", StringComparison.Ordinal));
        Assert.Empty(scene.Slack.Wrongs);
    }

    [Fact]
    public async Task What_is_meant_for_another_app_is_not_taken()
    {
        await using var scene = await InboxScene.OverHttpAsync();
        scene.Services.GetRequiredService<KnownApp>().Id = "A9999";
        Assert.Equal(401, (await scene.SendAsync("/slack/commands", Command)).Status);
        scene.Services.GetRequiredService<KnownApp>().Id = "A0001";
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await scene.SendAsync("/slack/commands", Command)).Status);
        Assert.Single(scene.Inbox.Taken);
    }

    [Fact]
    public async Task A_request_that_breaks_off_does_nothing()
    {
        await using var scene = await InboxScene.OverHttpAsync();
        var (now, body) = (scene.Time.GetUtcNow().ToUnixTimeSeconds(), Encoding.ASCII.GetBytes(Command));
        using (var wire = new TcpClient(scene.Address.Host, scene.Address.Port))
        {
            var head = $"POST /slack/commands HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n{SlackSignature.TimestampHeader}: {now}\r\n{SlackSignature.Header}: {SlackSignature.Sign(scene.Slack.App.SigningSecret, body, $"{now}")}\r\n\r\n";
            await wire.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await wire.GetStream().WriteAsync(body.AsMemory(0, 10));
        }

        await scene.UntilAsync(() => scene.Logs.Lines.Any(line => line.Level is LogLevel.Warning));
        Assert.Empty(scene.Inbox.Taken);
        Assert.DoesNotContain(scene.Logs.Lines, line => line.Level >= LogLevel.Error);
        Assert.Equal(200, (await scene.SendAsync("/slack/commands", Command)).Status);
    }

    [Fact]
    public async Task What_is_begun_is_finished_while_the_server_stops()
    {
        await using var scene = await InboxScene.OverHttpAsync();
        var go = new TaskCompletionSource();
        scene.Inbox.Answer = async _ =>
        {
            await go.Task;
            return new SlackAnswer("""{"text":"declared"}""");
        };
        var sent = scene.SendAsync("/slack/commands", Command);
        await scene.UntilAsync(() => !scene.Inbox.Taken.IsEmpty);
        var stopping = scene.StopAsync();
        await Task.Delay(100);
        go.SetResult();
        Assert.Equal((200, """{"text":"declared"}"""), await sent is var answer ? (answer.Status, answer.Body) : default);
        await stopping;
    }

    [Fact]
    public async Task In_the_real_host_Slack_comes_in_where_nobody_can_sign_in_yet_and_with_more_than_a_form_may_have()
    {
        var inbox = new StubInbox();
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, services: services => services.AddSingleton<ISlackInbox>(inbox), settings: ["--Slack:BotToken", "xoxb-1", "--Slack:SigningSecret", "s"]);
        using var client = new HttpClient { BaseAddress = bot.Address };
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/incidents")).StatusCode);
        var (body, at) = (Encoding.ASCII.GetBytes($$"""{"type":"x","text":"{{new string('x', 300_000)}}"}"""), $"{Bot.Start.ToUnixTimeSeconds()}");
        for (var number = 0; number < 2; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/events") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add(SlackSignature.TimestampHeader, at);
            request.Headers.Add(SlackSignature.Header, SlackSignature.Sign(number == 0 ? "s" : "forged", body, at));
            Assert.Equal(number == 0 ? 200 : 401, (int)(await client.SendAsync(request)).StatusCode);
        }

        Assert.Single(inbox.Taken);
    }
}
