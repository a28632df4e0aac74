using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Web;

namespace IncidentBot.TeamsFake.Graph;

/// <summary>Answers of Graph: one thing or a page of them, with the properties that were asked for.</summary>
internal static class Rows
{
    /// <summary>Query options of every list.</summary>
    public const string Options = "$select $top $filter $skiptoken $count";

    public static Reply Page<T>(Call call, IEnumerable<T> all, Func<T, JsonObject> shape, string[]? usual = null)
    {
        var rows = all.ToList();
        var size = call.Query("$top") is not { } top ? 100 : int.TryParse(top, out var asked) && asked is > 0 and < 1000 ? asked : throw GraphRules.Bad($"Invalid value '{top}' for $top query option.");
        size = Math.Min(size, call.World.Limits.LargestPage);
        var from = call.Query("$skiptoken") is not { } token ? 0 : int.TryParse(token, out var skipped) ? skipped : throw GraphRules.Bad("Skip token is not valid.");
        var answer = new JsonObject
        {
            ["@odata.context"] = $"https://graph.microsoft.com/v1.0/$metadata#{call.Route.Template}",
            ["@odata.count"] = rows.Count,
            ["value"] = new JsonArray([.. rows.Skip(from).Take(size).Select(one => (JsonNode)Select(call, shape(one), usual))]),
        };
        if (from + size < rows.Count)
        {
            var kept = string.Concat(new[] { "$select", "$filter", "$top", "$expand" }.Where(one => call.Query(one) is not null).Select(one => $"&{one}={Uri.EscapeDataString(call.Query(one)!)}"));
            answer["@odata.nextLink"] = $"{call.Server.GraphBaseUrl}/{call.Path}?$skiptoken={(from + size).ToString(CultureInfo.InvariantCulture)}{kept}";
        }

        return new Reply(200, answer);
    }

    public static Reply One(Call call, JsonObject shape, string[]? usual = null, int status = 200)
    {
        var answer = new JsonObject { ["@odata.context"] = $"https://graph.microsoft.com/v1.0/$metadata#{call.Route.Template}/$entity" };
        foreach (var (name, value) in Select(call, shape, usual))
        {
            answer[name] = value?.DeepClone();
        }

        return new Reply(status, answer);
    }

    private static JsonObject Select(Call call, JsonObject shape, string[]? usual)
    {
        var asked = call.Query("$select")?.Split(',', StringSplitOptions.TrimEntries);
        if (asked?.FirstOrDefault(one => !shape.ContainsKey(one)) is { } unknown)
        {
            throw GraphRules.Bad($"Could not find a property named '{unknown}' on what is asked for.");
        }

        var names = asked ?? usual;
        return names is null ? shape : new JsonObject(shape.Where(one => one.Key.StartsWith('@') || names.Contains(one.Key)).Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone())));
    }
}
