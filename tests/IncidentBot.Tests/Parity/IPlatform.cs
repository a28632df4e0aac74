using System.Text.RegularExpressions;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Parity;

/// <summary>What somebody can do on one platform, done through its own door: typed, pressed, filled in. The bot has one incident there, INC-1, with its room.</summary>
internal interface IPlatform : IAsyncDisposable
{
    string Name { get; }

    Bot Bot { get; }

    /// <summary>Types a line in the incident's room; @handles in it are people.</summary>
    /// <returns>The words that they were answered.</returns>
    Task<string> TypeAsync(string handle, string line);

    /// <summary>Presses the button that the last answer to this person offered, if it offered one.</summary>
    /// <returns>Whether a form stands before them now.</returns>
    Task<bool> PressAsync(string handle);

    /// <summary>Fills in what the form before this person asks, and sends it.</summary>
    Task SendAsync(string handle);

    /// <summary>The labels of the buttons that stand there without being asked for.</summary>
    Task<IReadOnlyList<string>> ButtonsAsync(Spot spot);

    /// <summary>Does it, and looks whether it came about.</summary>
    Task<bool> CanAsync(Ability ability);
}

/// <summary>What people put into a form where it does not matter what.</summary>
internal static partial class Filling
{
    /// <param name="example">What the empty field shows.</param>
    public static string In(string? example) => example is not null && Written().IsMatch(example) ? example.Split('\n')[0] : "7";

    /// <summary>Examples that are read by the letter: a name=value, a day.</summary>
    [GeneratedRegex("^[a-z._]+=|^[0-9]{4}-")]
    private static partial Regex Written();
}

/// <summary>People in a typed line.</summary>
internal static partial class Handles
{
    public static string Replace(string line, Func<string, string> mention) => Handle().Replace(line, one => mention(one.Groups[1].Value));

    [GeneratedRegex("(?<= )@([a-z]+)")]
    private static partial Regex Handle();
}
