using System.Collections.Immutable;

namespace IncidentBot.Core.Obligations;

/// <summary>The places that a count of people can be about: states of the US, and countries by ISO 3166-1.</summary>
public static class Jurisdictions
{
    /// <summary>The fifty states, the District of Columbia and the territories.</summary>
    private static readonly ImmutableSortedSet<string> States = Codes("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR GU VI AS MP");

    /// <summary>The European Economic Area, where the GDPR applies.</summary>
    private static readonly ImmutableSortedSet<string> Europe = Codes("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK");

    private static readonly ImmutableSortedSet<string> Countries = Codes("""
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC
        EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA
        LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO
        RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
        """);

    public static bool IsState(string code) => States.Contains(code);

    public static bool IsEuropean(string code) => Europe.Contains(code);

    public static bool IsCountry(string code) => Countries.Contains(code);

    /// <summary>Codes of one letter's difference, as they are written in full, at most four; states first.</summary>
    public static IReadOnlyList<string> Near(string code) =>
        [.. States.Where(one => Slips(one, code) == 1).Select(one => $"US-{one}").Concat(Countries.Where(one => one is not "US" && Slips(one, code) == 1)).Take(4)];

    private static int Slips(string one, string other) => one.Zip(other.ToUpperInvariant()).Count(pair => pair.First != pair.Second);

    private static ImmutableSortedSet<string> Codes(string codes) =>
        codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToImmutableSortedSet(StringComparer.OrdinalIgnoreCase);
}
