namespace IncidentBot.Core.Incidents;

/// <summary>Two harmless words per incident, so that a lock screen or a room's name tells a stranger nothing.</summary>
public static class CodeNames
{
    private static readonly string[] Colours = ["amber", "cobalt", "coral", "ivory", "jade", "lilac", "ochre", "pearl", "russet", "silver", "teal", "umber", "violet", "walnut", "crimson", "azure"];

    private static readonly string[] Birds = ["heron", "kestrel", "lapwing", "magpie", "osprey", "plover", "raven", "swift", "tern", "wagtail", "wren", "avocet", "curlew", "dunlin", "egret", "finch", "grebe"];

    /// <summary>272 names before one repeats; a repeat gets the incident's number behind it.</summary>
    public static string For(int number)
    {
        var name = $"{Colours[number * 7 % Colours.Length]}-{Birds[number * 5 % Birds.Length]}";
        return number <= Colours.Length * Birds.Length ? name : $"{name}-{number}";
    }
}
