using System.Globalization;
using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads <c>jurisdictions</c> and <c>legal</c>. The people must have been read.</summary>
internal static class LawReader
{
    public static IReadOnlyList<PlanJurisdiction> Jurisdictions(PlanReading reading, Section plan)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. reading.Sections(plan.OptionalList("jurisdictions"), "this jurisdiction").Select(one => Jurisdiction(reading, one, seen))];
    }

    public static LegalStatus Status(PlanReading reading, Section plan)
    {
        if (plan.OptionalMap("legal") is not { } map)
        {
            return new LegalStatus(reading.Zone, null, null, new Dictionary<string, object>());
        }

        var legal = reading.Of(map, "'legal'");
        var zone = reading.ZoneOf(legal.Optional("entity_zone"));
        var facts = legal.OptionalMap("facts") is { } entries ? Facts(reading, entries) : new Dictionary<string, object>();
        var by = facts.Count > 0 ? legal.Required("set_by", "lena  # the facts below need somebody who answers for them") : legal.Optional("set_by");
        var on = facts.Count > 0 ? legal.Required("set_on", "2026-09-14  # the day on which they were true") : legal.Optional("set_on");
        var counsel = reading.Known(by, reading.Handles.Keys, "person", "people");
        if (by is not null && reading.People.FirstOrDefault(person => person.Handle == counsel) is { } person && !person.Grants.Contains(GrantRole.Legal))
        {
            reading.Problems.Add(by, $"'{counsel}' may not set legal facts; name a person with the grant legal, or give them that grant.");
        }

        var status = new LegalStatus(zone, by?.Text, reading.DateOf(on), facts.AsReadOnly());
        legal.End();
        return status;
    }

    private static PlanJurisdiction Jurisdiction(PlanReading reading, Section one, Dictionary<string, int> seen)
    {
        var code = one.Required("code", "US-TX");
        if (code is not null && !Formats.IsJurisdiction(code.Text))
        {
            reading.Problems.Add(code, $"'{code.Text}' is no code of a jurisdiction; write a country or a country and a state in capitals, such as US-TX or EU-DE.");
        }
        else if (code is not null && !seen.TryAdd(code.Text, code.Line))
        {
            reading.Problems.Add(code, $"The jurisdiction '{code.Text}' is used twice (first on line {seen[code.Text]}); put its authorities together.");
        }

        var read = new PlanJurisdiction(
            code?.Text ?? "",
            reading.ZoneOf(one.Required("zone", "America/Chicago")),
            one.OptionalText("calendar"),
            [.. reading.Sections(one.OptionalList("authorities"), "this authority").Select(authority => Authority(reading, authority))]);
        one.End();
        return read;
    }

    private static PlanAuthority Authority(PlanReading reading, Section authority)
    {
        var read = new PlanAuthority(authority.RequiredText("name", "Texas Attorney General"), reading.Https(authority.Optional("portal")));
        authority.End();
        return read;
    }

    private static Dictionary<string, object> Facts(PlanReading reading, YamlMap map)
    {
        var facts = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (!Formats.IsFact(entry.Key))
            {
                reading.Problems.Add(entry.Line, entry.Column, $"'{entry.Key}' is no name of a fact; write it as gdpr_in_scope, in lower case with underscores.");
            }

            facts[entry.Key] = Value(reading, entry);
        }

        return facts;
    }

    private static object Value(PlanReading reading, YamlEntry entry)
    {
        switch (entry.Value)
        {
            case YamlList list:
                return Words(reading, list, entry.Key);
            case YamlText { Empty: false, Bare: true } bare:
                return Bare(reading, bare, entry.Key);
            case YamlText { Empty: false } quoted:
                return quoted.Text;
            case YamlText:
                reading.Problems.Add(entry.Value, $"The fact '{entry.Key}' has no value; what counsel has not said yet is left out, which the bot takes as unknown.");
                return "";
            case YamlMap:
                reading.Problems.Add(entry.Value, $"The fact '{entry.Key}' must be true, false, a number, a text or a list of texts.");
                return "";
            default:
                return "";
        }
    }

    private static object Bare(PlanReading reading, YamlText text, string fact)
    {
        if (text.Text.ToLowerInvariant() is "yes" or "no" or "on" or "off")
        {
            reading.Problems.Add(text, $"The fact '{fact}' says '{text.Text}'; write true or false.");
        }

        if (bool.TryParse(text.Text, out var truth))
        {
            return truth;
        }

        if (long.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        if (double.TryParse(text.Text, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _))
        {
            reading.Problems.Add(text, $"The fact '{fact}' must be a whole number without separators, such as 1200; put it in quotes if it is a text.");
        }

        return text.Text;
    }

    private static string[] Words(PlanReading reading, YamlList list, string fact)
    {
        foreach (var wrong in list.Items.Where(item => item is not (YamlText { Empty: false } or YamlRefused)))
        {
            reading.Problems.Add(wrong, $"Each entry of the fact '{fact}' must be a text, such as hipaa-covered-entity.");
        }

        return [.. list.Items.OfType<YamlText>().Select(text => text.Text)];
    }
}
