using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.TeamsFake.Web;

/// <summary>A request as it came: path, query, body and token.</summary>
internal sealed class ApiRequest
{
    public required string Verb { get; init; }

    public required string Path { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    public required string Text { get; init; }

    public string? Token { get; init; }

    public JsonNode? Json { get; private init; }

    public IReadOnlyDictionary<string, string>? Form { get; private init; }

    /// <summary>The body was to be JSON and is not.</summary>
    public bool Garbled { get; private init; }

    public static async Task<ApiRequest> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        var text = Encoding.UTF8.GetString(body.ToArray());
        var form = request.HasFormContentType ? Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(text).ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal) : null;
        var (json, garbled) = form is null && text.Length > 0 ? Parse(text, request.ContentType) : (null, false);
        var authorization = request.Headers.Authorization.ToString();
        return new ApiRequest
        {
            Verb = request.Method,
            Path = request.Path.Value ?? "/",
            Query = request.Query.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Text = text,
            Token = authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? authorization["Bearer ".Length..] : null,
            Json = json,
            Form = form,
            Garbled = garbled,
        };
    }

    private static (JsonNode? Json, bool Garbled) Parse(string text, string? type)
    {
        try
        {
            return type?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is true ? (JsonNode.Parse(text), false) : (null, true);
        }
        catch (JsonException)
        {
            return (null, true);
        }
    }
}
