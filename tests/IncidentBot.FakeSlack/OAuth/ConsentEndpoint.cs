using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.SlackFake.OAuth;

/// <summary>The same page for a browser: whose workspace, allow or cancel.</summary>
internal sealed class ConsentEndpoint(FakeSlack slack)
{
    public async Task ShowAsync(HttpContext context)
    {
        if (Consent.Wrong(slack.App, name => context.Request.Query[name]) is { } wrong)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(wrong);
            return;
        }

        var page = new StringBuilder($"<!doctype html><title>{slack.App.Name}</title><h1>{slack.App.Name} asks for permission</h1><p>{WebUtility.HtmlEncode(context.Request.Query["scope"])}</p><form method=\"post\"><select name=\"user\">");
        foreach (var user in slack.World.Users.Where(one => !one.IsBot))
        {
            page.Append($"<option value=\"{user.Id}\">{WebUtility.HtmlEncode($"{user.RealName} ({user.Home.Name})")}</option>");
        }

        page.Append("</select> <label><input type=\"checkbox\" name=\"organisation\" value=\"true\"> the whole organisation</label> <button name=\"answer\" value=\"allow\">Allow</button> <button name=\"answer\" value=\"cancel\">Cancel</button></form>");
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(page.ToString());
    }

    public async Task AnswerAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var by = slack.World.User(form["user"]);
        if (by is null || Consent.Wrong(slack.App, name => context.Request.Query[name]) is not null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        context.Response.Redirect(Consent.Answer(slack, name => context.Request.Query[name], by, form["answer"] == "allow", form["organisation"] == "true").ToString());
    }
}
