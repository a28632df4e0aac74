using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentBot.SlackFake.Web;

/// <summary>A call as it came: by a form, by JSON where the method reads it, or by a query.</summary>
/// <param name="Basic">Credentials of the app, as the header has them.</param>
/// <param name="Warning">What Slack says beside an answer.</param>
/// <param name="Wrong">Why it cannot be read.</param>
internal sealed record ApiRequest(IReadOnlyDictionary<string, string> Arguments, string? Token, string? Basic, string ContentType, string? Warning, SlackError? Wrong)
{
    public static async Task<ApiRequest> ReadAsync(HttpRequest request, MethodSpec? spec)
    {
        var arguments = request.Query.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);
        var type = request.ContentType ?? "";
        var media = type.Split(';')[0].Trim().ToLowerInvariant();
        SlackError? wrong = null;
        string? warning = null;
        if (HttpMethods.IsPost(request.Method))
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
            switch (media)
            {
                case "application/x-www-form-urlencoded":
                    foreach (var (name, value) in QueryHelpers.ParseQuery(body))
                    {
                        arguments[name] = value.ToString();
                    }

                    break;
                case "application/json" when spec is { Json: false }:
                    // Slack reads no JSON here, and goes on as if nothing had been sent.
                    break;
                case "application/json":
                    wrong = ReadJson(body, arguments);
                    warning = type.Contains("charset", StringComparison.OrdinalIgnoreCase) ? null : "missing_charset";
                    break;
                case "" when body.Length == 0:
                    break;
                default:
                    wrong = new SlackError(body.Length == 0 ? "missing_post_type" : "invalid_post_type");
                    break;
            }
        }
        else if (!HttpMethods.IsGet(request.Method))
        {
            wrong = new SlackError("invalid_post_type");
        }

        var header = request.Headers.Authorization.ToString();
        arguments.Remove("token", out var inForm);
        return new ApiRequest(arguments, header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : inForm, header.StartsWith("Basic ", StringComparison.Ordinal) ? header[6..] : null, type, warning, wrong);
    }

    private static SlackError? ReadJson(string body, Dictionary<string, string> arguments)
    {
        try
        {
            if (JsonNode.Parse(body) is not JsonObject given)
            {
                return new SlackError("json_not_object");
            }

            foreach (var (name, value) in given)
            {
                arguments[name] = value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value?.ToJsonString() ?? "";
            }

            return null;
        }
        catch (JsonException)
        {
            return new SlackError("invalid_json");
        }
    }
}
