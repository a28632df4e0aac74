using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.SlackFake.Deliveries;
using IncidentBot.SlackFake.World;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.SlackFake.Web;

/// <summary>Response URLs: a plain ok, and no more than five of them in half an hour. The statuses of failures are general knowledge.</summary>
internal sealed class ResponseEndpoint(FakeSlack slack)
{
    private const string Method = "response_url";

    public async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var fault = slack.Faults.Take(Method);
        var (status, answer) = fault is { Acts: false } ? (fault.Status, fault.Answer().Answer) : Do(context.Request.Path.Value!, body);
        slack.Record(new SlackCall(Method, context.Request.Method, context.Request.ContentType ?? "", null, null, Arguments(body), fault is { Silent: true } ? 0 : status, answer ?? new JsonObject { ["ok"] = true }, slack.World.Time.GetUtcNow()));
        if (fault is { Silent: true })
        {
            await fault.BeSilentAsync(context);
            return;
        }

        context.Response.StatusCode = status;
        if (fault?.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = $"{wait}";
        }

        await context.Response.WriteAsync(answer?.ToJsonString() ?? (status == StatusCodes.Status200OK ? "ok" : ""), context.RequestAborted);
    }

    private (int Status, JsonObject? Answer) Do(string path, string body)
    {
        try
        {
            lock (slack.World.Gate)
            {
                var url = slack.World.ResponseUrls.Find(one => one.Path == path) ?? throw new SlackError("invalid_url");
                if (slack.World.Time.GetUtcNow() - url.Made > ResponseUrl.Lives)
                {
                    throw new SlackError("expired_url");
                }

                if (++url.Uses > ResponseUrl.MostUses)
                {
                    throw new SlackError("used_url");
                }

                Answers.Show(slack, url, JsonNode.Parse(body) as JsonObject ?? throw new SlackError("invalid_payload"));
                return (StatusCodes.Status200OK, null);
            }
        }
        catch (JsonException)
        {
            return (StatusCodes.Status400BadRequest, ApiEndpoint.Failure(new SlackError("invalid_payload")));
        }
        catch (SlackError refused)
        {
            return (refused.Code.EndsWith("_url", StringComparison.Ordinal) ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, ApiEndpoint.Failure(refused));
        }
    }

    private static Dictionary<string, string> Arguments(string body)
    {
        try
        {
            return (JsonNode.Parse(body) as JsonObject)?.ToDictionary(one => one.Key, one => one.Value is JsonValue value && value.TryGetValue<string>(out var text) ? text : one.Value?.ToJsonString() ?? "") ?? [];
        }
        catch (JsonException)
        {
            return new() { ["body"] = body };
        }
    }
}
