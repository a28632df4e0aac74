using System.Text.Json.Nodes;

namespace IncidentBot.Teams.Connector;

/// <summary>What the bot says: text, a card, or both.</summary>
public sealed record TeamsMessage
{
    /// <summary>Markdown. A mention stands in it as &lt;at&gt;name&lt;/at&gt;.</summary>
    public string? Text { get; init; }

    /// <summary>An Adaptive Card.</summary>
    public JsonNode? Card { get; init; }

    /// <summary>What lock screens and notifications show of a card.</summary>
    public string? Summary { get; init; }

    /// <summary>Who is mentioned in the text.</summary>
    public IReadOnlyList<MentionedPerson> Mentions { get; init; } = [];

    /// <summary>Shows in the person's list of activities, and rings.</summary>
    public bool Alert { get; init; }

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["type"] = "message" };
        Add("text", Text);
        Add("textFormat", Text is null ? null : "markdown");
        Add("summary", Summary);
        if (Card is not null)
        {
            json["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = Card.DeepClone() });
        }

        if (Mentions.Count > 0)
        {
            json["entities"] = new JsonArray([.. Mentions.Select(one => one.ToJson())]);
        }

        if (Alert)
        {
            json["channelData"] = new JsonObject { ["notification"] = new JsonObject { ["alert"] = true } };
        }

        return json;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }
}

/// <summary>Somebody mentioned in a text.</summary>
/// <param name="Id">As this bot knows them (29:…), or their id in Entra.</param>
/// <param name="Name">As it stands in the text between &lt;at&gt; and &lt;/at&gt;, escaped there.</param>
public sealed record MentionedPerson(string Id, string Name)
{
    /// <summary>What to write in the text.</summary>
    public string Tag => $"<at>{System.Net.WebUtility.HtmlEncode(Name)}</at>";

    internal JsonNode ToJson() => new JsonObject { ["type"] = "mention", ["text"] = Tag, ["mentioned"] = new JsonObject { ["id"] = Id, ["name"] = Name } };
}
