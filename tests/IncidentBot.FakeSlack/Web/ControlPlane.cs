using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.SlackFake.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.SlackFake.Web;

/// <summary>For programs that are not in this process: what was called and acknowledged, frames to push, faults to come, triggers to open forms with.</summary>
internal sealed class ControlPlane(FakeSlack slack)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/_calls", () => Results.Json(slack.Calls.Select(one => new { method = one.Method, http = one.Http, contentType = one.ContentType, token = one.Token, args = one.Args, ok = one.Ok, error = one.Error })));
        app.MapGet("/_acks", () => Results.Json(slack.Sockets.Acks));
        app.MapPost("/_push", async (HttpContext context) => await slack.Sockets.PushAsync(await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body) ?? []));
        app.MapPost("/_fail", async (HttpContext context) => Fail(await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body) ?? []));
        app.MapPost("/_trigger", () =>
        {
            lock (slack.World.Gate)
            {
                return Results.Json(new { trigger_id = slack.World.NewTrigger(slack.Workspace, slack.Workspace.Users[0]).Id });
            }
        });
        app.MapPost("/_channel", async (HttpContext context) =>
        {
            var asked = await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body) ?? [];
            return Results.Json(new { id = slack.Workspace.AddChannel((string)asked["name"]!, asked["is_private"] is JsonValue isPrivate && (bool)isPrivate).Id });
        });
    }

    /// <summary>{method, times, error, status, retryAfter}</summary>
    private IResult Fail(JsonObject asked)
    {
        slack.Faults.Add(new SlackFault((string)asked["method"]!, (int?)asked["times"] ?? 1) { Error = (string?)asked["error"] ?? "ratelimited", Status = (int?)asked["status"] ?? StatusCodes.Status200OK, RetryAfter = (int?)asked["retryAfter"] });
        return Results.Json(new { ok = true });
    }
}
