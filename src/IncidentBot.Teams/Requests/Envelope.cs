using System.Text.Json;
using IncidentBot.Core.Outside;

namespace IncidentBot.Teams.Requests;

/// <summary>An activity of which no more is known than what every one has, and nothing is proven yet.</summary>
internal sealed record Envelope(JsonElement Activity, string Type, string ServiceUrl, string ConversationId)
{
    public bool IsInvoke => Type == "invoke";

    /// <summary>Where who did it is from; null when it is not said, or said in two ways.</summary>
    public string? TenantId => (Activity.Text("conversation", "tenantId"), Activity.Text("channelData", "tenant", "id")) switch
    {
        ({ } one, { } other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase) ? one : null,
        (var one, var other) => one ?? other,
    };

    /// <returns>The envelope, or what is wrong with it, in words.</returns>
    public static (Envelope? Envelope, string? Wrong) Read(ReadOnlySpan<byte> body)
    {
        if (OutsideJson.Read(body) is not { } read)
        {
            return (null, "This is not JSON.");
        }

        if (read.ValueKind is not JsonValueKind.Object)
        {
            return (null, "An activity is a JSON object.");
        }

        return (Word(read, "type"), Word(read, "serviceUrl"), Word(read, "conversation", "id")) switch
        {
            (null, _, _) => (null, "The activity has no type."),
            (_, null, _) => (null, "The activity has no serviceUrl."),
            (_, _, null) => (null, "The activity has no conversation."),
            (_, { } service, _) when !Uri.TryCreate(service, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) => (null, "The activity's serviceUrl is no web address."),
            ({ } type, { } service, { } conversation) => (new(read, type, service, conversation), null),
        };
    }

    private static string? Word(JsonElement read, params ReadOnlySpan<string> path) => read.Text(path) is { Length: > 0 and <= 2000 } word ? word : null;
}
