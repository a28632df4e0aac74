using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Core.Plans.Reading;

/// <summary>The shapes of single values.</summary>
internal static partial class Formats
{
    public static bool IsSlug(string text) => Slug().IsMatch(text);

    public static bool IsE164(string text) => E164().IsMatch(text);

    public static bool IsMail(string text) => Mail().IsMatch(text);

    public static bool IsSlackMember(string text) => SlackMember().IsMatch(text);

    public static bool IsEntraId(string text) => Guid.TryParseExact(text, "D", out _);

    public static bool IsHttps(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0;

    public static bool IsLanguage(string text) => Language().IsMatch(text);

    public static bool IsJurisdiction(string text) => Jurisdiction().IsMatch(text);

    public static bool IsFact(string text) => Fact().IsMatch(text);

    /// <summary>5m, 1h30m, 2d: days, hours, minutes and seconds in this order; null for anything else, for nothing and for more than a week.</summary>
    public static TimeSpan? Duration(string text)
    {
        var match = Span().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var time = new TimeSpan(Part(match, 1), Part(match, 2), Part(match, 3), Part(match, 4));
        return time > TimeSpan.Zero && time <= TimeSpan.FromDays(7) ? time : null;
    }

    private static int Part(Match match, int group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Slug();

    [GeneratedRegex(@"\A\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();

    [GeneratedRegex(@"\A[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+\z")]
    private static partial Regex Mail();

    [GeneratedRegex(@"\A[UW][A-Z0-9]{2,}\z")]
    private static partial Regex SlackMember();

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Z]{2})?\z")]
    private static partial Regex Language();

    [GeneratedRegex(@"\A[A-Z]{2}(-[A-Z0-9]{1,3})?\z")]
    private static partial Regex Jurisdiction();

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*(\.[A-Za-z0-9-]+)?\z")]
    private static partial Regex Fact();

    [GeneratedRegex(@"\A(?:([0-9]{1,3})d)?(?:([0-9]{1,4})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,6})s)?\z")]
    private static partial Regex Span();
}
