using System.Text.Json.Nodes;
using CsCheck;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Tests.Verbs;

/// <summary>Any verb of the catalogue as a button could carry it: the right kinds of values, sensible or not.</summary>
internal static class AnyVerb
{
    /// <summary>Everybody of the sample and of the second client.</summary>
    public static readonly string[] People = ["nora", "sam", "ravi", "olga", "lena", "milo", "evan", "dana", "frida", "fay", "finn", "flo"];

    private static readonly string[] Moments =
        ["2026-11-23", "2026-11-20 14:30", "2026-11-22T09:00:00+01:00", "now", "2027-01-15", "0001-01-01", "-0044-03-15", "9999-12-31", "9999-12-31T23:59-18:00", "0001-01-01T00:00+18:00", "2026-02-30", "soon", ""];

    private static readonly Dictionary<string, Gen<string>> ByName = new(StringComparer.Ordinal)
    {
        ["at"] = Gen.OneOf(Moments),
        ["until"] = Gen.OneOf(Moments),
        ["due"] = Gen.OneOf(Moments),
        ["nextAt"] = Gen.OneOf(Moments),
        ["next"] = Gen.OneOf(Moments),
        ["zone"] = Gen.OneOf("Europe/Berlin", "America/Chicago", "Mars/Olympus", ""),
        ["clock"] = Gen.OneOf(Gen.Int[0, 14].Select(number => $"{number}"), Gen.OneOf("all", "us-hipaa-408-hhs-500", "eu-gdpr-33-1-authority", "ALL", "no-such")),
        ["event"] = Gen.OneOf(Gen.OneOf(Catalogue.Shipped.Events.ToArray()), Gen.OneOf("Discovered ", "sneeze", "")),
        ["who"] = Gen.OneOf("legal", "partner", "nora", "insurer", "berlin-practice", "nobody", ""),
        ["client"] = Gen.OneOf("contoso-dental", "CONTOSO-DENTAL", "fabrikam", "acme"),
        ["message"] = Gen.OneOf(Gen.Guid.Select(id => id.ToString()), Gen.OneOf("please join", "x")),
    };

    private static readonly Gen<string> Text = Gen.Frequency(
        (6, Gen.OneOf("found the beacon on FS03", "a", "<!channel> **bold** `code`", "x=y", "--override", "\"", "  padded  ", "émile 🔥", "ransom_paid=true")),
        (1, Gen.OneOf("", "   ", "\0", "\uD83D", "a\0b\uDC00c", new string('x', 3990), new string('é', 4100))),
        (1, Gen.Char.Array[0, 40].Select(units => new string(units))));

    private static readonly Gen<JsonNode?> Facts = Gen.Select(
        Gen.OneOf("personal_data_affected", "risk_to_individuals", "ransom_paid", "systems", "data", "total", "US-CA", "US-TX", "US-NY", "affected_count_total", "scope.systems", "phi_breach", "x-phi", "regulated_as.sec-8k-filer", "EU-DE", "CA", "XX", "", "x\0y", "hipaa_low_probability_of_compromise"),
        Gen.OneOf("true", "false", "high", "1150", "-1", "FS01,FS02", "unknown", "", "99999999999999999999", "a=b")).Array[0, 3]
        .Select(pairs => (JsonNode?)new JsonObject(pairs.DistinctBy(pair => pair.Item1).Select(pair => KeyValuePair.Create(pair.Item1, (JsonNode?)pair.Item2))));

    /// <summary>The verb's name and its arguments as JSON.</summary>
    public static Gen<(string Name, string Arguments)> Of(VerbCatalogue verbs, IReadOnlyDictionary<string, string> people) => Gen.OneOf(verbs.All.Select(entry => Of(entry, people)).ToArray());

    private static Gen<(string Name, string Arguments)> Of(VerbEntry entry, IReadOnlyDictionary<string, string> people) =>
        entry.Grammar.Parameters.Aggregate(Gen.Const(Array.Empty<KeyValuePair<string, JsonNode?>>()), (some, parameter) => Gen.Select(some, Of(parameter, people), Gen.Int[0, 99],
            (before, value, luck) => luck < (parameter.IsRequired ? 98 : 40) ? [.. before, KeyValuePair.Create(parameter.JsonName, value)] : before))
        .Select(pairs => (entry.Name, new JsonObject(pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString()));

    private static Gen<JsonNode?> Of(VerbParameter parameter, IReadOnlyDictionary<string, string> people) => parameter.Kind switch
    {
        ParameterKind.Text => ByName.GetValueOrDefault(parameter.JsonName, Text).Select(text => (JsonNode?)text),
        ParameterKind.Number => Gen.OneOf(Gen.Int[1, 12], Gen.OneOf(0, -1, int.MaxValue, int.MinValue)).Select(number => (JsonNode?)number),
        ParameterKind.Flag => Gen.Bool.Select(flag => (JsonNode?)flag),
        ParameterKind.Choice => Gen.OneOf(parameter.Choices!.Words.ToArray()).Select(word => (JsonNode?)word),
        ParameterKind.Person => Gen.OneOf(people.Values.Append(Guid.Empty.ToString()).ToArray()).Select(person => (JsonNode?)person),
        ParameterKind.Incident => Gen.Int[1, 6].Select(number => (JsonNode?)$"INC-{number}"),
        ParameterKind.List => Text.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => (JsonNode?)item)])),
        ParameterKind.Words => Facts,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter.Kind, null),
    };
}
