using System.Text.RegularExpressions;
using IncidentBot.Teams.Requests;

namespace IncidentBot.Teams.Inbox;

/// <summary>A line without what people type before it out of habit: Teams has no command of ours, and a mention says already who is meant.</summary>
public static partial class TeamsLine
{
    public static TeamsText Read(TeamsText said)
    {
        var cut = Habit().Match(said.Text).Length;
        return cut == 0 ? said : new TeamsText(said.Text[cut..], [.. said.Mentions.Where(one => one.Start >= cut).Select(one => one with { Start = one.Start - cut })]);
    }

    [GeneratedRegex(@"^\s*(?:(?:/incident|/inc|incident)(?:\s+|$)|/(?=\p{L}))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Habit();
}
