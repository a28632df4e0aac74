using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.SlackFake.Methods;
using IncidentBot.SlackFake.World;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.SlackFake.Web;

/// <summary>The Web API: reads a call, holds it against what its method takes, has it done and records it.</summary>
internal sealed class ApiEndpoint(FakeSlack slack)
{
    private static readonly Dictionary<string, MethodSpec> Methods = MethodTable.All.ToDictionary(one => one.Name, StringComparer.Ordinal);

    /// <summary>How answers are written: members are named as Slack names them, and what is null is left out.</summary>
    internal static JsonSerializerOptions Written { get; } = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    public async Task TakeAsync(HttpContext context, string method)
    {
        var read = await ApiRequest.ReadAsync(context.Request, Methods.GetValueOrDefault(method));
        if (slack.AnswerAfter > TimeSpan.Zero)
        {
            await Task.Delay(slack.AnswerAfter, context.RequestAborted);
        }

        var fault = slack.Faults.Take(method);
        var (status, answer, wait) = fault is { Acts: false } ? fault.Answer() : Limited(read, method) ?? (StatusCodes.Status200OK, Do(read, method), null);
        slack.Record(new SlackCall(method, context.Request.Method, read.ContentType, read.Token is { Length: > 5 } token ? token[..5] : read.Token, slack.TokenOf(read.Token)?.Workspace?.Id,
            read.Arguments, fault is { Silent: true } ? 0 : status, fault is { Silent: true } ? null : answer, slack.World.Time.GetUtcNow()));
        if (fault is { Silent: true })
        {
            await fault.BeSilentAsync(context);
            return;
        }

        context.Response.StatusCode = status;
        if (wait is not null)
        {
            context.Response.Headers.RetryAfter = $"{wait}";
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers["X-OAuth-Scopes"] = slack.TokenOf(read.Token) is { } known ? string.Join(',', known.Scopes) : "";
        await context.Response.WriteAsync(fault?.Body ?? answer?.ToJsonString() ?? "", context.RequestAborted);
    }

    private (int Status, JsonObject Answer, int? Wait)? Limited(ApiRequest read, string method) =>
        Methods.TryGetValue(method, out var spec) && slack.RateLimits.Take(spec, read.Token ?? "", read.Arguments.GetValueOrDefault("channel")) is { } wait
            ? (StatusCodes.Status429TooManyRequests, Failure(new SlackError("ratelimited")), wait) : null;

    private JsonObject Do(ApiRequest read, string method)
    {
        try
        {
            if (read.Wrong is not null)
            {
                throw read.Wrong;
            }

            var spec = Methods.GetValueOrDefault(method) ?? throw new SlackError("unknown_method");
            lock (slack.World.Gate)
            {
                var call = new Call(slack, Allowed(spec, read), read.Arguments) { Basic = read.Basic };
                Check(spec, read);
                return Success(spec.Run(call), read.Warning);
            }
        }
        catch (SlackError refused)
        {
            var answer = Failure(refused);
            if (refused.Code == "unknown_method")
            {
                answer["req_method"] = method;
            }

            return answer;
        }
    }

    private SlackToken? Allowed(MethodSpec spec, ApiRequest read)
    {
        if (spec.Tokens is TokenKind.None)
        {
            return null;
        }

        if (string.IsNullOrEmpty(read.Token))
        {
            throw new SlackError("not_authed");
        }

        var token = slack.TokenOf(read.Token) ?? throw new SlackError("invalid_auth");
        if (token.Revoked)
        {
            throw new SlackError("token_revoked");
        }

        if (token.Expires <= slack.World.Time.GetUtcNow())
        {
            throw new SlackError("token_expired");
        }

        if (token.User is { Deleted: true })
        {
            throw new SlackError("account_inactive");
        }

        if (!spec.Tokens.HasFlag(token.Kind))
        {
            throw new SlackError("not_allowed_token_type");
        }

        if (spec.Scopes.Length > 0 && !spec.Scopes.Any(token.Scopes.Contains))
        {
            throw new SlackError("missing_scope") { Needed = spec.Scopes[0], Provided = string.Join(',', token.Scopes.Order(StringComparer.Ordinal)) };
        }

        return token;
    }

    /// <summary>Slack is not as strict with every method; here an argument that a method does not know is always an error.</summary>
    private static void Check(MethodSpec spec, ApiRequest read)
    {
        var wrong = spec.Required.Where(one => !read.Arguments.ContainsKey(one)).Select(one => $"[ERROR] missing required field: {one}")
            .Concat(spec.Name == "api.test" ? [] : read.Arguments.Keys.Where(one => !spec.Knows(one)).Select(one => $"[ERROR] invalid additional property: {one}")).ToArray();
        if (wrong.Length > 0)
        {
            throw SlackError.Arguments(wrong);
        }
    }

    private static JsonObject Success(object result, string? warning)
    {
        var answer = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(result, Written)!.AsObject())
        {
            answer[name] = value?.DeepClone();
        }

        if (warning is not null)
        {
            answer["warning"] = warning;
            (answer["response_metadata"] ??= new JsonObject())["warnings"] = new JsonArray(warning);
        }

        return answer;
    }

    internal static JsonObject Failure(SlackError refused)
    {
        var answer = new JsonObject { ["ok"] = false, ["error"] = refused.Code };
        if (refused.Needed is not null)
        {
            (answer["needed"], answer["provided"]) = (refused.Needed, refused.Provided);
        }

        if (refused.Errors is not null)
        {
            answer["errors"] = JsonSerializer.SerializeToNode(refused.Errors, Written);
        }

        if (refused.Messages is not null)
        {
            answer["response_metadata"] = new JsonObject { ["messages"] = JsonSerializer.SerializeToNode(refused.Messages) };
        }

        return answer;
    }
}
