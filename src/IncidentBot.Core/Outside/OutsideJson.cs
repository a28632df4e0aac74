using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentBot.Core.Outside;

/// <summary>Reads JSON that somebody else wrote.</summary>
public static partial class OutsideJson
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Half a surrogate pair, which JSON can write and no text can hold, becomes U+FFFD, so that every string can be read.</summary>
    /// <returns>Null for what is no JSON.</returns>
    public static JsonElement? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = Strict.GetString(bytes);
            using var json = JsonDocument.Parse(text.Contains("\\u", StringComparison.Ordinal) ? Escape().Replace(text, Mended) : text);
            return json.RootElement.Clone();
        }
        catch (Exception fault) when (fault is JsonException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Mended(Match match) => match.Groups["lone"].Success ? "\\ufffd" : match.Value;

    /// <summary>Any escape: of a backslash, of a whole pair, or of half of one.</summary>
    [GeneratedRegex(@"\\(?:[^u]|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|u)", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
