using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Teams.Cards;

/// <summary>How cards and dialogs are written: camel case, and what is not there is left out.</summary>
public static class CardJson
{
    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // It never goes into a page, and every letter written as \u00e4 would count against what a message may weigh.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 64,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>What it weighs as it is sent, in bytes.</summary>
    internal static int Size<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options).Length;
}
