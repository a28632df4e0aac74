using IncidentBot.SlackFake.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.SlackFake.Web;

/// <summary>Which part answers which address.</summary>
internal sealed class FrontDoor(FakeSlack slack)
{
    public void Map(WebApplication app)
    {
        var api = new ApiEndpoint(slack);
        var responses = new ResponseEndpoint(slack);

        // Slack pings its sockets, and clients take silence for a dead one.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(5) });
        app.Map("/api/{method}", (HttpContext context, string method) => api.TakeAsync(context, method));
        app.Map("/link/", slack.Sockets.AcceptAsync);
        app.MapPost("/commands/{team}/{id}/{secret}", responses.TakeAsync);
        var consent = new ConsentEndpoint(slack);
        app.MapGet("/oauth/v2/authorize", consent.ShowAsync);
        app.MapPost("/oauth/v2/authorize", consent.AnswerAsync);
        new ControlPlane(slack).Map(app);
        app.MapFallback(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
