using System.Text;
using IncidentBot.TeamsFake.Connector;
using IncidentBot.TeamsFake.Graph;
using IncidentBot.TeamsFake.Identity;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.TeamsFake.Web;

/// <summary>Takes every call: reads it, finds out who makes it, has it done or has it go wrong, records it and answers.</summary>
internal sealed class Doorway(FakeTeams teams)
{
    public async Task TakeAsync(HttpContext context)
    {
        var request = await ApiRequest.ReadAsync(context.Request);
        var (api, route, ids) = RouteTable.Find(request.Verb, request.Path);
        var name = route?.Name ?? $"{request.Verb} {request.Path.TrimStart('/')}";
        if (teams.AnswerAfter > TimeSpan.Zero)
        {
            await Task.Delay(teams.AnswerAfter, context.RequestAborted);
        }

        var fault = teams.Faults.Take(name, request.Path);
        var reply = fault is { Acts: false } ? fault.Reply(api, teams.World.Now) : Do(api, route, ids, request, name);
        var token = teams.TokenOf(request.Token);
        var silent = fault is { Silent: true };
        teams.Record(new TeamsCall(name, request.Path, request.Query, request.Json?.DeepClone(), token?.App.Id, token?.Tenant.Id, silent ? 0 : reply.Status, silent ? null : reply.Body?.DeepClone(), teams.World.Now));
        if (silent)
        {
            await fault!.BeSilentAsync(context);
            return;
        }

        await WriteAsync(context, api, reply, fault?.Text);
    }

    private static async Task WriteAsync(HttpContext context, Api api, Reply reply, string? instead)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        if (reply.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = $"{wait}";
        }

        if (reply.Location is { } location)
        {
            response.Headers.Location = location;
        }

        if (api is Api.Graph)
        {
            response.Headers["request-id"] = Guid.NewGuid().ToString();
        }

        if ((instead ?? reply.Body?.ToJsonString()) is { } text && reply.Status != StatusCodes.Status204NoContent)
        {
            response.ContentType = instead is null ? api is Api.Graph ? "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8" : "application/json; charset=utf-8" : "text/html; charset=utf-8";
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
        }
    }

    private Reply Do(Api api, Route? route, IReadOnlyDictionary<string, string> ids, ApiRequest request, string name)
    {
        try
        {
            lock (teams.World.Gate)
            {
                return Done(api, route, ids, request);
            }
        }
        catch (Refused refused)
        {
            if (refused.Wrong)
            {
                teams.Wrong($"{name}: {refused.Status} {refused.Code}: {refused.Message}");
            }

            return Error(api, refused, teams.World.Now) with { RetryAfter = refused.RetryAfter };
        }
    }

    private Reply Done(Api api, Route? route, IReadOnlyDictionary<string, string> ids, ApiRequest request)
    {
        teams.World.Settle();
        var token = teams.TokenOf(request.Token);
        Admit(api, request, token);
        if (route is null)
        {
            throw Unknown(api, request);
        }

        var call = new Call(teams, route, ids, request, token);
        if (request.Garbled)
        {
            throw new Refused(400, api is Api.Connector ? "BadSyntax" : "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.") { Wrong = true };
        }

        if (api is Api.Graph)
        {
            GraphRules.Check(call, request);
        }
        else if (api is Api.Connector)
        {
            if (request.Query.Keys.FirstOrDefault(one => !route.TakesQuery(one)) is { } unknown)
            {
                throw new Refused(400, "BadArgument", $"Unknown query parameter {unknown}.") { Wrong = true };
            }

            teams.ThreadLimits.Take(call);
        }

        return route.Run(call);
    }

    /// <summary>Whose token it is, for whom it was given, and until when.</summary>
    private void Admit(Api api, ApiRequest request, AccessToken? token)
    {
        var audience = api switch { Api.Connector => AccessToken.Connector, Api.Graph => AccessToken.Graph, _ => null };
        if (audience is null)
        {
            return;
        }

        var why = string.IsNullOrEmpty(request.Token) ? "Access token is empty."
            : token is null ? "Access token validation failure."
            : token.Audience != audience ? "Access token validation failure. Invalid audience."
            : token.Expires <= teams.World.Now ? "Lifetime validation failed, the token is expired." : null;
        if (why is not null)
        {
            throw new Refused(401, "InvalidAuthenticationToken", why) { Wrong = token is null || token.Audience != audience };
        }
    }

    private static Refused Unknown(Api api, ApiRequest request) => RouteTable.KnowsPath(request.Path)
        ? new Refused(405, "Request_BadRequest", $"Specified HTTP method is not allowed for the request target: {request.Verb} {request.Path}") { Wrong = true }
        : api is Api.Graph ? new Refused(400, "BadRequest", $"Resource not found for the segment '{request.Path.Split('/').Last()}'.") { Wrong = true }
        : new Refused(404, "NotFound", $"There is nothing at {request.Path}.") { Wrong = true };

    internal static Reply Error(Api api, Refused refused, DateTimeOffset now) => api switch
    {
        Api.Login => TokenCalls.Error(refused, now),
        Api.Graph => GraphRules.Error(refused, now),
        _ => ConnectorRules.Error(refused),
    };
}
