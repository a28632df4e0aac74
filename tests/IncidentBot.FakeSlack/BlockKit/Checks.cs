using System.Text.Json.Nodes;

namespace IncidentBot.SlackFake.BlockKit;

/// <summary>The few questions that every rule asks, and what was wrong.</summary>
internal sealed class Checks
{
    private readonly List<string> wrong = [];

    public IReadOnlyList<string> Wrong => wrong;

    public void Say(string what, string path) => wrong.Add($"[ERROR] {what} [json-pointer:{path}]");

    public void Only(JsonObject part, string path, string names)
    {
        foreach (var name in part.Select(one => one.Key).Except(names.Split(' ')))
        {
            Say($"invalid additional property: {name}", path);
        }
    }

    public void Count(JsonArray parts, string path, int least, int most)
    {
        if (parts.Count < least)
        {
            Say($"no less than {least} items allowed", path);
        }

        if (parts.Count > most)
        {
            Say($"no more than {most} items allowed", path);
        }
    }

    public string? Letters(JsonObject part, string name, string path, int most, bool required = false, int least = 1)
    {
        if (part[name] is not JsonValue value || !value.TryGetValue<string>(out var text))
        {
            if (part[name] is not null)
            {
                Say("must provide a string", $"{path}/{name}");
            }
            else if (required)
            {
                Say($"missing required field: {name}", path);
            }

            return null;
        }

        if (text.Length < least)
        {
            Say($"must be more than {least - 1} characters", $"{path}/{name}");
        }

        if (text.Length > most)
        {
            Say($"must be less than {most + 1} characters", $"{path}/{name}");
        }

        return text;
    }

    public void Text(JsonObject part, string name, string path, int most, bool required, params string[] kinds)
    {
        if (part[name] is { } text)
        {
            TextObject(text, $"{path}/{name}", most, kinds);
        }
        else if (required)
        {
            Say($"missing required field: {name}", path);
        }
    }

    public void TextObject(JsonNode? node, string path, int most, params string[] kinds)
    {
        if (node is not JsonObject text)
        {
            Say("must provide an object", path);
            return;
        }

        var kind = (string?)text["type"];
        if (!kinds.Contains(kind))
        {
            Say($"unsupported type: {kind}", $"{path}/type");
        }

        Only(text, path, kind == "mrkdwn" ? "type text verbatim" : "type text emoji");
        Letters(text, "text", path, most, required: true);
    }

    public void Choice(JsonObject part, string name, string path, params string[] choices)
    {
        if (part[name] is { } value && !choices.Contains((string?)value))
        {
            Say($"must be one of {string.Join(", ", choices)}", $"{path}/{name}");
        }
    }
}
