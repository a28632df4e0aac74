using System.Text;
using IncidentBot.Core.Outside;

namespace IncidentBot.Slack.Api;

/// <summary>The body of a call, as a form or as JSON.</summary>
internal static class SlackBody
{
    public static SentBody Form(SlackArgs args) =>
        new(Encoding.ASCII.GetBytes(string.Join('&', args.Pairs.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"))), new("application/x-www-form-urlencoded"));

    public static SentBody Json<T>(T value) => new(Encoding.UTF8.GetBytes(SlackJson.Write(value)), new("application/json", "utf-8"));
}
