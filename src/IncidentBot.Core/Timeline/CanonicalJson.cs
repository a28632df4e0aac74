using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Core.Timeline;

/// <summary>The one form of a JSON value that is hashed and signed: the JSON Canonicalization Scheme of RFC 8785, so that anybody can recompute it in any language.</summary>
/// <remarks>Stricter than the RFC in one point: a whole number that a double would change is refused, because what was hashed would not be what was said. Write it as a string.</remarks>
public static class CanonicalJson
{
    public static byte[] Bytes(JsonNode? node) => Encoding.UTF8.GetBytes(Text(node));

    public static byte[] Bytes(JsonElement element) => Encoding.UTF8.GetBytes(Text(element));

    public static string Text(JsonNode? node) => Text(JsonSerializer.SerializeToElement(node));

    /// <exception cref="FormatException">Two properties of one name, or a number that a double does not hold.</exception>
    public static string Text(JsonElement element)
    {
        var text = new StringBuilder();
        Append(text, element);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, element);
                break;
            case JsonValueKind.Array:
                AppendArray(text, element);
                break;
            case JsonValueKind.String:
                AppendString(text, element.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(element.GetRawText()));
                break;
            default:
                text.Append(element.ValueKind switch { JsonValueKind.True => "true", JsonValueKind.False => "false", _ => "null" });
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement element)
    {
        var properties = element.EnumerateObject().ToArray();
        Array.Sort(properties, (a, b) => string.CompareOrdinal(a.Name, b.Name)); // ordinal is by UTF-16 code unit, as the RFC asks
        text.Append('{');
        for (var i = 0; i < properties.Length; i++)
        {
            if (i > 0 && properties[i].Name == properties[i - 1].Name) throw new FormatException($"The property \"{properties[i].Name}\" stands twice in one object.");
            if (i > 0) text.Append(',');
            AppendString(text, properties[i].Name);
            text.Append(':');
            Append(text, properties[i].Value);
        }

        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonElement element)
    {
        text.Append('[');
        var first = true;
        foreach (var item in element.EnumerateArray())
        {
            if (!first) text.Append(',');
            first = false;
            Append(text, item);
        }

        text.Append(']');
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private static string Number(string raw)
    {
        var value = double.Parse(raw, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) throw new FormatException($"{raw} is too large for a JSON number.");

        var text = Number(value);
        var whole = raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
        if (whole && text != raw && !(value == 0) && !IsExact(raw, value)) throw new FormatException($"{raw} loses digits as a JSON number: write it as a string.");
        return text;
    }

    private static bool IsExact(string raw, double value) =>
        System.Numerics.BigInteger.Parse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) == new System.Numerics.BigInteger(value);

    /// <summary>ECMAScript's Number::toString: the shortest digits that read back the same, an exponent only below 1e-6 and from 1e21 on.</summary>
    internal static string Number(double value)
    {
        if (value == 0) return "0"; // also for minus zero

        var (digits, point) = ShortestDigits(Math.Abs(value));
        var sign = value < 0 ? "-" : "";
        var count = digits.Length;
        if (point is > 0 and <= 21)
        {
            return count <= point ? sign + digits + new string('0', point - count) : $"{sign}{digits[..point]}.{digits[point..]}";
        }

        if (point is > -6 and <= 0) return $"{sign}0.{new string('0', -point)}{digits}";

        var exponent = point - 1;
        var fraction = count == 1 ? "" : "." + digits[1..];
        return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";
    }

    /// <summary>The value is 0.digits × 10^point.</summary>
    private static (string Digits, int Point) ShortestDigits(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        var point = (dot < 0 ? mantissa.Length : dot) + exponent - (all.Length - significant.Length);
        return (significant.TrimEnd('0'), point);
    }
}
