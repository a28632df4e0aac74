using System.Text.RegularExpressions;
using IncidentBot.Host.Console;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Options;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Teams;

/// <summary>The numbered steps of the README and the table of settings speak of what is there.</summary>
public sealed partial class ReadmeTeamsTests
{
    [Fact]
    public void The_steps_of_the_readme_name_settings_and_a_verb_that_are_there()
    {
        var steps = Section("README.md", "## Set up Teams").Where(one => Step().IsMatch(one)).ToList();
        Assert.InRange(steps.Count, 5, 12);
        var settings = Setting().Matches(string.Join('\n', steps)).Select(one => one.Groups[1].Value).ToList();
        Assert.Contains(nameof(TeamsOptions.AppType), settings);
        Assert.Subset(Names().ToHashSet(), settings.ToHashSet());
        Assert.Contains(steps, one => one.Contains($"-- {TeamsPackageCommand.Create().Name} ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_of_settings_names_them_all() =>
        Assert.Equal(Names().Order(StringComparer.Ordinal), Section("docs/teams.md", "## Settings").Select(one => Row().Match(one)).Where(one => one.Success).Select(one => one.Groups[1].Value).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Names() => typeof(TeamsOptions).GetProperties().Where(one => one.CanWrite).Concat(typeof(ConnectorOptions).GetProperties()).Select(one => one.Name);

    private static IEnumerable<string> Section(string document, string heading) => File.ReadLines(Repository.File(document)).SkipWhile(one => one != heading).Skip(1).TakeWhile(one => !one.StartsWith("## ", StringComparison.Ordinal));

    [GeneratedRegex(@"^\d+\. ")]
    private static partial Regex Step();

    [GeneratedRegex(@"`Teams__(\w+)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"^\| `(\w+)` \|")]
    private static partial Regex Row();
}
