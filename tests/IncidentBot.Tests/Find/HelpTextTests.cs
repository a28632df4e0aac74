using System.Reflection;
using IncidentBot.Core;
using IncidentBot.Core.Find;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Tests.Find;

/// <summary>Help is made from the catalogue and leaves nothing out; what is refused says what to do instead.</summary>
public sealed class HelpTextTests
{
    private static readonly VerbCatalogue Catalogue = new();

    /// <summary>Words that show a way out where no verb does.</summary>
    private static readonly string[] WaysOut = ["`", "Write", "Say", "say it", "Ask", "ask", "Name", "Put", "put ", "shorten", "Close it", "It is one of", "is one of", "It takes", "is yes or no", "must be", "needs a value", "Correct", "Reload", "is recorded when it has", "ends in the future", "again in a moment", "button beside", "such as", "here is the card"];

    [Fact]
    public void The_overview_lists_every_verb_once_and_no_other()
    {
        Assert.Equal(Catalogue.All.Select(entry => entry.Name).Order(StringComparer.Ordinal), HelpText.Listed.Order(StringComparer.Ordinal));
        Assert.All(Catalogue.All, entry => Assert.Contains($"`{entry.Name}`", HelpText.For(Catalogue, null), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_verb_is_explained_under_each_of_its_names() => Assert.All(Catalogue.All, entry =>
    {
        Assert.All(entry.Grammar.Names.Concat(entry.Grammar.Shorthands.Keys), name => Assert.Contains($"`{entry.Grammar.Usage}`\n{entry.Grammar.Summary}", HelpText.For(Catalogue, name.ToUpperInvariant()), StringComparison.Ordinal));
        Assert.EndsWith(".", entry.Grammar.Summary, StringComparison.Ordinal);
        Assert.NotEmpty(entry.Grammar.Examples);
    });

    [Fact]
    public void Every_example_is_read_as_its_own_verb() => Assert.All(Catalogue.All.SelectMany(entry => entry.Grammar.Examples.Select(example => (Entry: entry, Example: example))), one =>
    {
        var parsed = Catalogue.Grammars.Read(Mentioning(one.Example)) is VerbReading.Parsed read ? read
            : throw new InvalidOperationException($"`{one.Example}` is not read: {(Catalogue.Grammars.Read(Mentioning(one.Example)) as VerbReading.Refused)?.Refusal.Sentence}");
        Assert.IsType(one.Entry.VerbType, parsed.Verb);
    });

    [Fact]
    public void No_two_verbs_share_a_name() =>
        Assert.Empty(Catalogue.All.SelectMany(entry => entry.Grammar.Names.Concat(entry.Grammar.Shorthands.Keys)).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Every_refusal_that_a_verb_may_meet_shows_a_way_out()
    {
        var refusals = typeof(VerbRefusals).Assembly.GetTypes().Where(type => type.Name.EndsWith("Refusals", StringComparison.Ordinal) && type.Name is not "TimelineRefusals")
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)).Where(method => method.ReturnType == typeof(Refusal) || method.ReturnType == typeof(RefusalException))
            .Where(method => method.GetParameters().All(parameter => Sample(parameter.ParameterType) is not null)).ToList();
        Assert.True(refusals.Count >= 40, $"{refusals.Count} refusals could be made.");
        Assert.All(refusals, method =>
        {
            var made = method.Invoke(null, [.. method.GetParameters().Select(parameter => Sample(parameter.ParameterType))]);
            var refusal = made as Refusal ?? ((RefusalException)made!).Refusal;
            Assert.Matches("^[a-z]+(-[a-z]+)*$", refusal.Code);
            Assert.True(WaysOut.Any(way => refusal.Sentence.Contains(way, StringComparison.Ordinal)) || refusal.Sentence.EndsWith("Nothing was changed.", StringComparison.Ordinal), $"{method.Name}: {refusal.Sentence}");
        });
    }

    private static object? Sample(Type type) =>
        type == typeof(string) ? "note"
        : type == typeof(int) ? 7
        : type == typeof(bool) ? true
        : type == typeof(Incident) ? Made()
        : type == typeof(IncidentReference) ? new IncidentReference(7)
        : type == typeof(IncidentTrigger) ? IncidentTrigger.Close
        : type == typeof(IncidentState) ? IncidentState.Closed
        : type == typeof(Permission) ? Permission.DecideLaw
        : type == typeof(Grammar) ? Catalogue.Grammars.Find("severity")
        : type == typeof(VerbParameter) ? Catalogue.Grammars.Find("severity")!.Parameters[0]
        : type == typeof(int?) ? 7
        : type == typeof(Page) ? new Page(Id<Incident>.New(), 1, "legal", "come", [], null, DateTimeOffset.UnixEpoch)
        : type == typeof(IEnumerable<string>) || type == typeof(IReadOnlyList<string>) ? new[] { "note" }
        : null;

    private static Incident Made() => Incident.Declare(7, Id<Organisation>.New(), new Declaration("fire", Severity.Low, IncidentType.Other, false, false), Actor.Bot, DateTimeOffset.UnixEpoch);

    private static VerbLine Mentioning(string line)
    {
        var mentions = new List<Mention>();
        for (var at = line.IndexOf('@', StringComparison.Ordinal); at >= 0; at = line.IndexOf('@', at + 1))
        {
            var end = line.IndexOf(' ', at);
            mentions.Add(new Mention(at, (end < 0 ? line.Length : end) - at, Id<Person>.New()));
        }

        return new VerbLine(line, mentions);
    }
}
