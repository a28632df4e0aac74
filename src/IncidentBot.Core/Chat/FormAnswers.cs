using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Chat;

/// <summary>Turns what was filled into a form into the JSON arguments of its verb. What is wrong is said of the field it is in.</summary>
public static class FormAnswers
{
    /// <summary>Empty fields are left out; over what is settled already, what was filled in counts.</summary>
    /// <param name="settled">The arguments that the form did not ask, as JSON.</param>
    /// <param name="values">By the names of the fields.</param>
    /// <exception cref="RefusalException">A value is none; <see cref="Refusal.Field"/> says which.</exception>
    public static string Arguments(Grammar grammar, string settled, IReadOnlyDictionary<string, string> values)
    {
        var arguments = new JsonObject();
        foreach (var (name, value) in FormSketch.Carried(grammar, settled))
        {
            arguments[name] = value!.DeepClone();
        }

        foreach (var parameter in grammar.Parameters.Where(one => values.ContainsKey(one.JsonName)))
        {
            if (Read(grammar, parameter, values[parameter.JsonName]) is { } value)
            {
                arguments[parameter.JsonName] = value;
            }
            else
            {
                arguments.Remove(parameter.JsonName);
            }
        }

        return arguments.ToJsonString();
    }

    /// <summary>The key under which a form that was sent is delivered: sent twice it is done once, and with other words it is another delivery, so that a refusal does not stick to what was mended.</summary>
    public static string Key(string once, string arguments) => $"{once}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(arguments)))[..12]}";

    private static JsonNode? Read(Grammar grammar, VerbParameter parameter, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        return parameter.Kind switch
        {
            ParameterKind.Flag => value is "on" or "true" ? true : null,
            ParameterKind.Number => int.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
                ? number : throw FormRefusals.NotANumber(grammar, parameter, value),
            ParameterKind.Words => Pairs(grammar, parameter, value),
            ParameterKind.List => new JsonArray([.. Quoting.Items(value).Select(item => (JsonNode)item)]),
            _ => value,
        };
    }

    private static JsonObject? Pairs(Grammar grammar, VerbParameter parameter, string text)
    {
        var pairs = new JsonObject();
        foreach (var line in text.Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            var name = at < 0 ? "" : line[..at].Trim();
            if (name.Length == 0)
            {
                throw FormRefusals.NotAPair(parameter, line);
            }

            if (!pairs.TryAdd(name, line[(at + 1)..].Trim()))
            {
                throw FormRefusals.Twice(parameter, name);
            }
        }

        return pairs.Count == 0 ? null : pairs;
    }
}
