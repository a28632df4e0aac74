using System.Text.RegularExpressions;
using System.Xml.Linq;
using IncidentBot.Core.Verbs;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests;

/// <summary>Rules of the house that neither the compiler nor an analyser holds.</summary>
public sealed partial class HouseTests
{
    /// <summary>Taken by a browser test; it is there once that test has run.</summary>
    private const string Picture = "docs/pictures/room.png";

    private static readonly string[] Elsewhere = ["bin", "obj", "artifacts", "data", "node_modules", "TestResults", ".git", ".vs"];

    /// <summary>Places and papers that only those who built this had. They are put together here, so that this file does not hold them.</summary>
    private static readonly string[] Forbidden =
    [
        $"/{"work"}/", $"{"wt"}-house", $"{"shared"}/", $"{"handbook"}.txt", $"{"facts"}.md", $"{"style"}.md", $"{"design"}.md", $"{"/tmp"}/pgc",
    ];

    [Fact]
    public void Core_knows_no_web_server_no_chat_vendor_and_no_database()
    {
        string[] outside = ["Microsoft.AspNetCore", "Microsoft.Bot", "Microsoft.Graph", "Slack", "AdaptiveCards", "Npgsql", "Microsoft.Data.Sqlite", "Twilio", "MailKit", "IncidentBot."];
        var known = typeof(VerbRouter).Assembly.GetReferencedAssemblies().Select(one => one.Name!);
        Assert.DoesNotContain(known, name => outside.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

        // A reference that no code uses yet is not in the assembly: the project file says it.
        var project = XDocument.Load(Repository.File("src/IncidentBot.Core/IncidentBot.Core.csproj"));
        Assert.Equal("Microsoft.NET.Sdk", project.Root!.Attribute("Sdk")!.Value);
        var asked = project.Descendants().Where(one => one.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference").Select(one => one.Attribute("Include")!.Value);
        Assert.DoesNotContain(asked, name => outside.Any(prefix => name.Contains(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public void Only_the_Teams_project_knows_Microsofts_libraries_for_Teams()
    {
        // And the tests that judge our stand-in for Teams by Microsoft's own clients.
        string[] may = ["src/IncidentBot.Teams/", "tests/IncidentBot.Tests/Teams/"];
        string[] theirs = [$"{"Microsoft"}.Bot", $"{"Microsoft"}.Graph"];
        bool Names(string file) => File.ReadLines(file).Any(line => theirs.Any(name => line.TrimStart() is var said && (said.StartsWith($"using {name}", StringComparison.Ordinal) || said.Contains($" {name}.", StringComparison.Ordinal) || said.Contains($"Include=\"{name}", StringComparison.Ordinal))));
        var outside = Files().Where(one => Path.GetExtension(one) is ".cs" or ".csproj" && !may.Any(place => Name(one).StartsWith(place, StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(outside);
        Assert.Empty(outside.Where(Names).Select(Name));
        Assert.Contains(Files(), one => Name(one).StartsWith(may[0], StringComparison.Ordinal) && Names(one));
    }

    [Fact]
    public void Every_link_in_the_documents_leads_to_a_file()
    {
        var broken = Documents().SelectMany(document => Link().Matches(File.ReadAllText(document)).Select(link => (document, Target: link.Groups[1].Value)))
            .Where(one => !one.Target.StartsWith("http", StringComparison.Ordinal) && !one.Target.StartsWith('#'))
            .Select(one => (one.document, Path: Path.GetFullPath(one.Target.Split('#')[0], Path.GetDirectoryName(one.document)!)))
            .Where(one => !File.Exists(one.Path) && !Directory.Exists(one.Path) && one.Path != Repository.File(Picture))
            .Select(one => $"{Name(one.document)} → {Name(one.Path)}");
        Assert.Empty(broken);
    }

    [Fact]
    public void Every_document_is_reached_from_the_readme()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>([Repository.File("README.md")]);
        while (next.TryDequeue(out var document))
        {
            if (reached.Add(document))
            {
                foreach (var target in Link().Matches(File.ReadAllText(document)).Select(link => Path.GetFullPath(link.Groups[1].Value.Split('#')[0], Path.GetDirectoryName(document)!)).Where(one => one.EndsWith(".md", StringComparison.Ordinal) && File.Exists(one)))
                {
                    next.Enqueue(target);
                }
            }
        }

        Assert.Empty(Documents().Where(one => one.StartsWith(Repository.File("docs"), StringComparison.Ordinal) && !reached.Contains(one)).Select(Name));
    }

    [Fact]
    public void Nothing_speaks_of_where_it_was_built()
    {
        var found = Files().SelectMany(file => Forbidden.Where(word => File.ReadAllText(file).Contains(word, StringComparison.OrdinalIgnoreCase)).Select(word => $"{Name(file)}: {word}"));
        Assert.Empty(found);
    }

    [Fact]
    public void Decisions_have_numbers_of_their_own_and_say_the_same_four_things()
    {
        var decisions = Directory.GetFiles(Repository.File("docs/decisions"), "*.md").OrderBy(one => one, StringComparer.Ordinal).ToList();
        Assert.NotEmpty(decisions);
        Assert.All(decisions, one => Assert.Matches(@"^\d{4}-[a-z0-9-]+\.md$", Path.GetFileName(one)));
        Assert.Equal(decisions.Count, decisions.Select(one => Path.GetFileName(one)[..4]).Distinct().Count());
        Assert.All(decisions, one =>
        {
            var lines = File.ReadAllLines(one);
            Assert.Equal(["## Context", "## Options", "## Decision", "## Consequences"], lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
            Assert.StartsWith($"# {Path.GetFileName(one)[..4]}", lines[0], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Settings_and_console_verbs_of_the_readme_are_those_of_the_program()
    {
        var readme = File.ReadAllText(Repository.File("README.md"));
        Assert.All(typeof(IncidentBot.Host.Hosting.HostOptions).GetProperties(), one => Assert.Contains($"| `{one.Name}` |", readme, StringComparison.Ordinal));
        Assert.Contains("dotnet run --project src/IncidentBot\n", readme, StringComparison.Ordinal);
        Assert.Contains("bash tests/run.sh\n", readme, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Documents() => Files().Where(one => one.EndsWith(".md", StringComparison.Ordinal) && !one.Contains("wwwroot", StringComparison.Ordinal));

    private static IEnumerable<string> Files() => Below(Repository.Root).Where(one => Path.GetExtension(one) is not (".png" or ".ttf" or ".ico" or ".pdf"));

    private static IEnumerable<string> Below(string folder) =>
        Directory.GetFiles(folder).Where(one => Path.GetFileName(one) != ".git")
            .Concat(Directory.GetDirectories(folder).Where(one => !Elsewhere.Contains(Path.GetFileName(one))).SelectMany(Below));

    private static string Name(string path) => Path.GetRelativePath(Repository.Root, path);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
