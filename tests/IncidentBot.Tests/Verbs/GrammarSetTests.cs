using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using static IncidentBot.Tests.Verbs.SampleVerbs;
using Severity = IncidentBot.Tests.Verbs.SampleVerbs.Severity;

namespace IncidentBot.Tests.Verbs;

public sealed class GrammarSetTests
{
    private static readonly Id<Person> Ann = Id<Person>.New();

    [Theory]
    [InlineData("note  the  disk\n\tis \"full, C:\\temp\\ and @/etc/passwd [x]  ")]
    [InlineData("NOTE the  disk\n\tis \"full, C:\\temp\\ and @/etc/passwd [x]")]
    [InlineData("note --   the  disk\n\tis \"full, C:\\temp\\ and @/etc/passwd [x]")]
    public void Text_is_kept_as_it_was_typed(string line) =>
        Assert.Equal("the  disk\n\tis \"full, C:\\temp\\ and @/etc/passwd [x]", Read<Write>(line).Text.TrimStart(' '));

    [Theory]
    [InlineData("note -- --force  \" ", "--force  \" ")]
    [InlineData("note down -- looking at --force", "down -- looking at --force")]
    [InlineData("note he said \"use --force\" twice", "he said \"use --force\" twice")]
    [InlineData("note “--force” it", "“--force” it")]
    [InlineData("note he left — at last –force", "he left — at last –force")]
    [InlineData("note it’s “down", "it’s “down")]
    [InlineData("note a--force -f - x", "a--force -f - x")]
    public void What_only_looks_like_an_option_is_text(string line, string text) => Assert.Equal(text, Read<Write>(line).Text);

    [Theory]
    [InlineData("declare ransom note on FS01 --client contoso-dental --severity 2 --confidential")]
    [InlineData("declare --client contoso-dental --severity=high --confidential ransom note on FS01")]
    [InlineData("declare --client \"contoso-dental\" ransom note on FS01 --severity P2 --confidential")]
    [InlineData("declare --client “contoso-dental” ransom note on FS01 —severity SEV2 –Confidential")]
    [InlineData("Report —client=contoso-dental ransom note on FS01 --severity High --confidential=yes")]
    public void Options_stand_before_or_after_the_text(string line) =>
        Assert.Equal(new Open("ransom note on FS01", "contoso-dental", Severity.High, Confidential: true, Drill: false), Read<Open>(line));

    [Theory]
    [InlineData("contained --override the client  insists")]
    [InlineData("contained --override \"the client  insists\"")]
    [InlineData("contained —override=\"the client  insists\"")]
    public void A_reason_given_as_an_option_may_have_several_words(string line) => Assert.Equal("the client  insists", Read<Stop>(line).Override);

    [Theory]
    [InlineData("p2 spreading", null)]
    [InlineData("INC-42 P2 spreading", 42)]
    [InlineData("P2 INC-42 spreading", 42)]
    [InlineData("sev 2 spreading", null)]
    [InlineData("severity INC-42 sev2 spreading", 42)]
    [InlineData("severity high spreading", null)]
    public void A_severity_may_be_said_in_many_ways(string line, int? incident)
    {
        Assert.Equal(new Rate(Severity.High, "spreading"), Read<Rate>(line, out var named));
        Assert.Equal(incident, named?.Number);
    }

    [Fact]
    public void An_incident_is_named_before_the_verb_or_after_its_name()
    {
        Read<Show>("status INC-42", out var after);
        Assert.Equal(42, after?.Number);
        Assert.Equal("hello", Read<Write>("inc-42 note hello", out var before).Text);
        Assert.Equal(42, before?.Number);
        Assert.Equal("hello", Read<Write>("note INC-42 hello", out after).Text);
        Assert.Equal(42, after?.Number);
        Assert.Equal("INC-7 looks alike", Read<Write>("INC-42 note INC-7 looks alike", out before).Text);
        Assert.Equal("INC-7 looks alike", Read<Write>("note -- INC-7 looks alike", out var none).Text);
        Assert.Null(none);
    }

    [Fact]
    public void Of_two_incidents_the_first_is_the_one_that_is_acted_on()
    {
        Assert.Equal(7, Read<Join>("merge INC-7", out var none).Into.Number);
        Assert.Null(none);
        Assert.Equal(7, Read<Join>("merge INC-3 INC-7", out var after).Into.Number);
        Assert.Equal(3, after?.Number);
        Assert.Equal(7, Read<Join>("INC-3 merge INC-7", out var before).Into.Number);
        Assert.Equal(3, before?.Number);
    }

    [Fact]
    public void A_person_is_named_by_a_mention_only()
    {
        var line = new VerbLine("role \"deputy commander\" @Ann Lee --instead-of @Ann Lee", [new Mention(24, 8, Ann), new Mention(46, 8, Ann)]);
        Assert.Equal(new Give("deputy commander", Ann, Ann), ((VerbReading.Parsed)All.Read(line)).Verb);
        Assert.Equal(new Give("commander", Ann), ((VerbReading.Parsed)All.Read(new VerbLine("ic @Ann Lee", [new Mention(3, 8, Ann)]))).Verb);
        Assert.Equal("mention-needed", Refusal("role commander @Ann").Code);
    }

    [Fact]
    public void A_mention_in_the_text_stays_as_it_looks()
    {
        Assert.Equal(new TaskAdd(Ann, "call @Bo -- Li now"), ((VerbReading.Parsed)All.Read(new VerbLine("task add @Ann call @Bo -- Li now", [new Mention(9, 4, Ann), new Mention(19, 9, Ann)]))).Verb);
        Assert.Equal(new TaskAdd(null, "call @Ann"), Read<TaskAdd>("task add call @Ann"));
    }

    [Fact]
    public void The_longest_name_wins()
    {
        Read<TaskAdd>("TASK  add order discs");
        Assert.Equal("adding", Read<SampleVerbs.Task>("task adding").Text);
        Assert.Equal("task \"add\"", All.Format(new SampleVerbs.Task("add")).Text);
    }

    [Fact]
    public void Lists_and_words_take_what_people_type()
    {
        Assert.Equal(["2", "x, y", "z"], Read<TaskDone>("task done 1 --also 2,\"x, y\" --also=z").Also!);
        var facts = Read<Facts>("fact systems=3 owner=\"Jane Doe\" \"where is\"=\"\" --count 4");
        Assert.Equal(["systems=3", "owner=Jane Doe", "where is="], facts.Values.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal((null, 4), (facts.Trust, facts.Count));
        Assert.Equal(Severity.Low, Read<Facts>("fact low a=b").Trust);
    }

    [Theory]
    [InlineData("note run it with --force", "unknown-option", "--force")]
    [InlineData("declare fire --clinet contoso", "unknown-option", "Did you mean --client?")]
    [InlineData("declare fire --client a --client b", "repeated-option", "--client")]
    [InlineData("declare fire --client", "missing-value", "--client \"…\"")]
    [InlineData("declare fire --client --drill", "missing-value", "--client")]
    [InlineData("declare --client contoso fire --drill in the attic", "text-in-two-places", "--drill")]
    [InlineData("declare", "missing-argument", "declare ransom note on FS01 --client contoso-dental")]
    [InlineData("declare --  ", "missing-argument", "<title…>")]
    [InlineData("severity", "missing-argument", "severity <to> [because…]")]
    [InlineData("severity hihg", "not-a-choice", "Did you mean high?")]
    [InlineData("status now", "too-many", "status")]
    [InlineData("contained --override \"a\" b", "too-many", "--override \"…\"")]
    [InlineData("task done three", "not-a-number", "three")]
    [InlineData("merge 7", "not-an-incident", "INC-42")]
    [InlineData("task \"add this", "unclosed-quote", "\"add")]
    [InlineData("fact a = b", "not-a-pair", "name=value")]
    [InlineData("fact a=1 a=2", "repeated-name", "a is given twice")]
    [InlineData("INC-4 help", "not-about-an-incident", "INC-4")]
    [InlineData("declare x --drill=perhaps", "not-yes-or-no", "perhaps")]
    public void A_refusal_says_the_way_out(string line, string code, string says)
    {
        var refusal = Refusal(line);
        Assert.Equal(code, refusal.Code);
        Assert.Contains(says, refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_too_long_is_refused()
    {
        Assert.Equal("too-long", Refusal("note " + new string('x', 3996)).Code);
        Assert.Equal(3995, Read<Write>("note " + new string('x', 3995)).Text.Length);
    }

    [Theory]
    [InlineData("the file server is down", "")]
    [InlineData("sevrity 2", "severity")]
    [InlineData("INC-3 stat", "status")]
    [InlineData("tsak done", "task done,task")]
    [InlineData("\"note\" hello", "note")]
    [InlineData("", "")]
    public void Free_text_never_acts_and_names_what_is_near(string line, string near)
    {
        var unknown = Assert.IsType<VerbReading.Unknown>(All.Read(new VerbLine(line)));
        Assert.Equal(line, unknown.Text);
        Assert.Equal(near, string.Join(',', unknown.Nearest));
    }

    [Theory]
    [InlineData("ta", "task,task add,task done")]
    [InlineData("INC-3 sta", "status")]
    [InlineData("severity ", "critical,high,medium,low,informational")]
    [InlineData("severity h", "high")]
    [InlineData("declare fire --c", "--client,--confidential")]
    [InlineData("declare fire --client x --c", "--confidential")]
    [InlineData("declare fire --severity ", "critical,high,medium,low,informational")]
    [InlineData("declare fire --severity l", "low")]
    [InlineData("declare -- --c", "")]
    public void What_can_come_next_is_offered(string typed, string offered) =>
        Assert.Equal(offered, string.Join(',', All.Complete(typed).Select(one => one.Text)));

    [Fact]
    public void A_completion_says_what_it_replaces() => Assert.Equal(new Completion(13, "--client", null), All.Complete("declare fire --cl")[0]);

    [Fact]
    public void Usage_follows_from_the_record() =>
        Assert.Equal("declare <title…> [--client <client>] [--severity <severity>] [--confidential] [--drill]", All.Find("new")!.Usage);

    [Fact]
    public void Two_verbs_of_one_name_are_refused_at_the_start() =>
        Assert.Throws<InvalidOperationException>(() => new GrammarSet([Grammar.Of<Write>(), new Grammar<Show>("note") { Summary = "Clashes." }]));

    private static T Read<T>(string line) => Read<T>(line, out _);

    private static T Read<T>(string line, out IncidentReference? incident)
    {
        var reading = All.Read(new VerbLine(line));
        if (reading is VerbReading.Refused refused) Assert.Fail(refused.Refusal.Sentence);
        var parsed = Assert.IsType<VerbReading.Parsed>(reading);
        incident = parsed.Incident;
        return Assert.IsType<T>(parsed.Verb);
    }

    private static Refusal Refusal(string line) => Assert.IsType<VerbReading.Refused>(All.Read(new VerbLine(line))).Refusal;
}
