using System.Text;
using CsCheck;
using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Timeline;
using IncidentBot.Core.Verbs;
using static IncidentBot.Tests.Verbs.SampleVerbs;
using Severity = IncidentBot.Tests.Verbs.SampleVerbs.Severity;

namespace IncidentBot.Tests.Verbs;

public sealed class GrammarPropertyTests
{
    private static readonly string[] Nasty =
    [
        "\"", "\"\"", "'", "\\", "--", "-- ", "--client", "--client=x", "--x", "—client", "–client", "—", "-", " ", "  ", "\n", "\t", "\r\n", "\u00A0", "INC-3", "inc-42 ", "=", ",", ",,",
        "“", "”", "„", "’", "🔥", "é", "a", "B", "7", "add", "done", "task", "p1", "@ann", "@/etc/passwd", "[x]", "<!channel>", "a=b", "a=\"b c\"", "(", "(\"", "duplicate", "duplicat", "yes", "--loud=no", "hello world",
    ];

    private static readonly Gen<string> AnyUnit = Gen.Char.Array[0, 12].Select(units => new string(units));

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.OneOf(Nasty).Array[0, 6].Select(string.Concat),
        Gen.OneOf(Nasty).Array[1, 8].Select(words => string.Join(' ', words)),
        AnyUnit.Select(CleanText.AtTheDoor));

    private static readonly Gen<string> Said = AnyText.Where(text => !string.IsNullOrWhiteSpace(text));

    private static readonly Gen<string?> MaybeText = Gen.OneOf(AnyText.Select(text => (string?)text), Gen.Const((string?)null));

    private static readonly Gen<string?> MaybeSaid = Gen.OneOf(Said.Select(text => (string?)text), Gen.Const((string?)null));

    private static readonly Gen<Id<Person>> Somebody = Gen.Guid.Select(guid => new Id<Person>(guid));

    private static readonly Gen<IncidentReference> Reference = Gen.Int[1, 999].Select(number => new IncidentReference(number));

    private static readonly Gen<Severity> AnySeverity = Gen.Enum<Severity>();

    private static readonly Gen<Outcome> AnyOutcome = Gen.Enum<Outcome>();

    private static readonly Gen<IReadOnlyList<string>> Items = AnyText.Array[0, 4].Select(items => (IReadOnlyList<string>)items);

    private static readonly Gen<IReadOnlyList<string>?> MaybeItems = Gen.OneOf(Items.Select(items => (IReadOnlyList<string>?)items), Gen.Const((IReadOnlyList<string>?)null));

    private static readonly Gen<IReadOnlyDictionary<string, string>> Pairs = Gen.Select(Said, AnyText).Array[1, 4]
        .Select(pairs => (IReadOnlyDictionary<string, string>)pairs.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2));

    private static readonly Gen<IVerb> AnyVerb = Gen.OneOf(
        Gen.Select(AnySeverity, MaybeSaid).Select((to, because) => (IVerb)new Rate(to, because)),
        Gen.Select(Said, MaybeText, Maybe(AnySeverity), Gen.Bool, Gen.Bool).Select((title, client, level, confidential, drill) => (IVerb)new Open(title, client, level, confidential, drill)),
        Said.Select(text => (IVerb)new Write(text)),
        MaybeText.Select(text => (IVerb)new Stop(text)),
        Reference.Select(into => (IVerb)new Join(into)),
        Gen.Select(Maybe(Reference), Maybe(Reference), MaybeSaid).Select((from, to, why) => (IVerb)new Link(from, to, why)),
        Gen.Select(AnyText, Somebody, Maybe(Somebody)).Select((role, person, instead) => (IVerb)new Give(role, person, instead)),
        Gen.Select(Pairs, Maybe(AnySeverity), Gen.Int[0, 5]).Select((pairs, trust, count) => (IVerb)new Facts(pairs, trust, count)),
        AnyText.Select(text => (IVerb)new SampleVerbs.Task(text)),
        Gen.Select(Maybe(Somebody), Said).Select((owner, text) => (IVerb)new TaskAdd(owner, text)),
        Gen.Select(Gen.Int, MaybeItems).Select((number, also) => (IVerb)new TaskDone(number, also)),
        Gen.Select(Items, MaybeText, MaybeItems, Said, Maybe(Gen.Int), Gen.Bool).Select((to, subject, copies, text, after, loud) => (IVerb)new Send(to, subject, copies, text, after, loud)),
        Gen.Const((IVerb)new Show()),
        MaybeSaid.Select(verb => (IVerb)new Help(verb)),
        Gen.Select(Gen.Select(Maybe(Reference), Maybe(Somebody), Maybe(AnyOutcome), Maybe(Gen.Int)), Said, AnyText)
            .Select((first, why, tone) => (IVerb)new Hand(first.Item1, first.Item2, first.Item3, first.Item4, why, tone)),
        Gen.Select(AnyOutcome, Gen.OneOf(Pairs.Select(pairs => (IReadOnlyDictionary<string, string>?)pairs), Gen.Const((IReadOnlyDictionary<string, string>?)null)), MaybeSaid)
            .Select((outcome, with, because) => (IVerb)new Mark(outcome, with, because)));

    [Fact]
    public void What_is_formatted_reads_back_as_the_same_verb_on_the_same_incident() =>
        Gen.Select(AnyVerb, Maybe(Reference)).Sample((verb, incident) =>
        {
            var line = All.Format(verb, incident);
            if (line.Text.Length > GrammarSet.LongestLine) return;
            var parsed = Assert.IsType<VerbReading.Parsed>(All.Read(line));
            Assert.Equal(verb.GetType(), parsed.Verb.GetType());
            Assert.Equal(All.Json.Serialize(verb), All.Json.Serialize(parsed.Verb));
            Assert.Equal(verb is IIncidentVerb ? incident : null, parsed.Incident);
        }, iter: 50_000);

    [Fact]
    public void What_is_serialised_comes_back_as_the_same_verb() =>
        AnyVerb.Sample(verb =>
        {
            var (name, json) = All.Json.Serialize(verb);
            var back = All.Json.Deserialize(name, json);
            Assert.Equal(All.Format(verb).Text, All.Format(back).Text);
        }, iter: 20_000);

    [Fact]
    public void Every_line_has_a_reading()
    {
        var words = Gen.OneOf([.. All.All.SelectMany(grammar => grammar.Names), .. All.All.SelectMany(grammar => grammar.Parameters).Select(parameter => "--" + parameter.Name), .. Nasty, "\0", "\uD83D", "\uDD25"]);
        var lines = Gen.OneOf(words.Array[0, 12].Select(parts => string.Join(' ', parts)), words.Array[0, 12].Select(string.Concat), Gen.Char.Array[0, 200].Select(units => new string(units)));
        var mentions = Gen.Select(Gen.Int[-2, 60], Gen.Int[-2, 20], Somebody).Select((start, length, person) => new Mention(start, length, person)).Array[0, 3];
        Gen.Select(lines, mentions).Sample((text, spans) =>
        {
            var reading = All.Read(new VerbLine(text, spans));
            if (reading is VerbReading.Parsed parsed) Assert.True(IsClean(All.Json.Serialize(parsed.Verb).Json));
            if (reading is VerbReading.Refused refused) Assert.NotEmpty(refused.Refusal.Sentence);
            All.Complete(text);
        }, iter: 50_000);
    }

    [Fact]
    public void Any_json_gives_a_verb_or_a_refusal() =>
        Gen.Select(Gen.OneOf("note", "fact", "update", "nothing"), Gen.OneOf(Gen.OneOf("{", "}", "\"text\"", ":", "\"\\ud800\"", "\"values\"", ",", "[", "]", "null", "1", "\"a\"", "\0").Array[0, 9].Select(string.Concat), AnyUnit)).Sample((name, json) =>
        {
            try
            {
                All.Json.Deserialize(name, json);
            }
            catch (RefusalException refused)
            {
                Assert.NotEmpty(refused.Refusal.Sentence);
            }
        }, iter: 20_000);

    [Fact]
    public void Cleaning_keeps_the_length_and_leaves_only_what_can_be_stored() =>
        Gen.Char.Array[0, 50].Select(units => new string(units)).Sample(text =>
        {
            var clean = CleanText.AtTheDoor(text);
            Assert.Equal(text.Length, clean.Length);
            Assert.True(IsClean(clean));
        });

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : struct => Gen.OneOf(gen.Select(value => (T?)value), Gen.Const((T?)null));

    private static bool IsClean(string text)
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        return strict.GetString(strict.GetBytes(text)) == text && !text.Contains('\0');
    }
}
