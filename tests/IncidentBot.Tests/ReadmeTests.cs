using System.Text.RegularExpressions;
using IncidentBot.Core.Checklists;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.Web;
using IncidentBot.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace IncidentBot.Tests;

/// <summary>Types what the README tells a newcomer to type, as the browser would send it.</summary>
public sealed partial class ReadmeTests
{
    private const string Incident = "INC-1";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_walk_through_of_the_readme_ends_with_a_closed_incident(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        var steps = Steps(await File.ReadAllLinesAsync(Repository.File("README.md")));
        Assert.Equal(["sam", "nora", "sam", "lena", "sam", "lena", "nora"], steps.Select(step => step.Person).Aggregate(new List<string>(), (people, one) => people.LastOrDefault() == one ? people : [.. people, one]));
        foreach (var step in steps)
        {
            await TakeAsync(bot, step);
            await bot.PassAsync(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(IncidentState.Closed, (await bot.IncidentAsync(Incident)).State);
        var open = await bot.ReadAsync(db => db.ChecklistItems.CountAsync(item => item.State == ChecklistState.Open && item.Horizon == Horizon.Short && item.Stage != IncidentState.Triage && item.Stage != IncidentState.Recovery));
        Assert.Equal(0, open);
        await bot.VerifyAsync(Incident);
    }

    [Fact]
    public async Task The_readme_counts_the_rows_of_the_catalogue_as_they_are() =>
        Assert.Contains($"{Core.Obligations.Catalogue.Shipped.Rows.Count} rows", await File.ReadAllTextAsync(Repository.File("README.md")), StringComparison.Ordinal);

    /// <summary>One thing the reader does: a line, the declare form or the buttons of the open tasks.</summary>
    private sealed record Step(string Person, string? Line, bool Refused, IReadOnlyDictionary<string, string>? Form = null);

    private static List<Step> Steps(string[] readme)
    {
        var steps = new List<Step>();
        var (person, refused, code) = ("", false, false);
        var form = new Dictionary<string, string>();
        foreach (var line in readme.SkipWhile(one => one != "## An incident in five minutes").Skip(1).TakeWhile(one => !one.StartsWith("## ", StringComparison.Ordinal)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                code = !code;
                refused &= code;
            }
            else if (code && line.StartsWith("/incident", StringComparison.Ordinal))
            {
                steps.Add(new Step(person, line, refused));
            }
            else if (!code)
            {
                person = Person().Match(line) is { Success: true } named ? named.Groups[1].Value : person;
                refused |= line.Contains("is refused", StringComparison.Ordinal);
                if (Row().Match(line) is { Success: true } row && row.Groups[1].Value is not "Field")
                {
                    form[row.Groups[1].Value] = row.Groups[2].Value;
                }
                else if (form.Count > 0)
                {
                    steps.Add(new Step(person, null, false, form));
                    form = [];
                }

                if (line.Contains("press **Done**", StringComparison.OrdinalIgnoreCase))
                {
                    steps.Add(new Step(person, null, false));
                }
            }
        }

        return steps;
    }

    private static async Task TakeAsync(Bot bot, Step step)
    {
        if (step.Form is { } form)
        {
            await DeclareAsync(bot, step.Person, form);
        }
        else if (step.Line is { } line)
        {
            var reply = await SendAsync(bot, (verbs, person, key) => verbs.TypedAsync(key, person, WebVerbs.Command(line)!, Room, null, CancellationToken.None), step.Person);
            Assert.True(reply.Refused == step.Refused, $"{step.Person}: {line} → {reply.Code}: {reply.Text}");
        }
        else
        {
            await FinishTasksAsync(bot, step.Person);
        }
    }

    /// <summary>Fills the form of the page: its labels stand in the README, its fields in IncidentsPage.razor.</summary>
    private static async Task DeclareAsync(Bot bot, string person, IReadOnlyDictionary<string, string> form)
    {
        var severity = Enum.GetValues<Severity>().Single(one => one.Words() == form["Severity"]);
        var type = Enum.GetValues<IncidentType>().Single(one => one.Words() == form["Type"]);
        var fields = new FormCollection(new Dictionary<string, StringValues>
        {
            ["title"] = form["What is happening"],
            ["client"] = "contoso-dental",
            ["severity"] = $"{(int)severity}",
            ["type"] = type.Kebab(),
        });
        var reply = await SendAsync(bot, (verbs, who, key) => verbs.CarriedAsync(key, who, "declare", verbs.Arguments("declare", fields), null, null, null, CancellationToken.None), person);
        Assert.True(reply.Incident?.ToString() == Incident, reply.Text);
    }

    private static async Task FinishTasksAsync(Bot bot, string person)
    {
        var stage = (await bot.IncidentAsync(Incident)).State;
        var open = await bot.ReadAsync(db => db.ChecklistItems.Where(item => item.State == ChecklistState.Open && item.Stage == stage).OrderBy(item => item.Number).Select(item => item.Number).ToListAsync());
        Assert.NotEmpty(open);
        foreach (var number in open)
        {
            var reply = await SendAsync(bot, (verbs, who, key) => verbs.CarriedAsync(key, who, "task done", $$"""{"number":{{number}}}""", Room, null, null, CancellationToken.None), person);
            Assert.False(reply.Refused, reply.Text);
        }
    }

    private static async Task<Reply> SendAsync(Bot bot, Func<WebVerbs, Core.Id<Core.Organisations.Person>, string, Task<Reply>> send, string handle)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        return await send(scope.ServiceProvider.GetRequiredService<WebVerbs>(), (await bot.PersonAsync(handle)).Id, $"readme:{Guid.NewGuid():N}");
    }

    private static IncidentReference? Room => IncidentReference.TryParse(Incident, out var reference) ? reference : null;

    [GeneratedRegex(@"As \*\*(\w+)\*\*")]
    private static partial Regex Person();

    [GeneratedRegex(@"^\| ([A-Z][^|`]*?) \| ([^|]+?) \|$")]
    private static partial Regex Row();
}
