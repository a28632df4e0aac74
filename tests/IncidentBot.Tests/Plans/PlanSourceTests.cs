using IncidentBot.Core.Plans;
using IncidentBot.Core.Plans.Editing;
using IncidentBot.Core.Plans.Reading;

namespace IncidentBot.Tests.Plans;

/// <summary>One part of a plan is replaced; everything else stays letter by letter.</summary>
public sealed class PlanSourceTests
{
    public static TheoryData<string> Contacts => [.. PlanFile.Parse("sample", SamplePlan.Text).Plan!.Contacts.Select(one => one.Key)];

    public static TheoryData<string> Parts => [.. PlanSections.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Contacts))]
    public void One_changed_key_of_a_contact_changes_one_line(string key)
    {
        var source = PlanSource.Read(SamplePlan.Text)!;
        var contact = source.Entry("contacts", key)!;
        var text = source.WithEntry("contacts", With(contact, "hours", YamlNodes.Text("Mon-Fri 01:00-02:00")));
        var (before, after) = (SamplePlan.Text.Split('\n'), text.Split('\n'));
        Assert.Equal(before.Length, after.Length);
        var changed = Assert.Single(Enumerable.Range(0, before.Length), line => before[line] != after[line]);
        Assert.Equal("    hours: Mon-Fri 01:00-02:00", after[changed]);
        Assert.Equal("Mon-Fri 01:00-02:00", PlanFile.Parse("after", text).Plan!.FindContact(key)!.Hours);
    }

    [Theory]
    [MemberData(nameof(Contacts))]
    public void A_contact_that_says_the_same_changes_nothing_and_one_taken_out_takes_its_own_lines(string key)
    {
        var source = PlanSource.Read(SamplePlan.Text)!;
        var contact = source.Entry("contacts", key)!;
        Assert.Equal(SamplePlan.Text, source.WithEntry("contacts", YamlNodes.Map(contact.Entries.Select(one => (one.Key, (YamlNode?)one.Value)))));
        var without = source.WithoutEntry("contacts", key).Split('\n');
        Assert.DoesNotContain($"  - key: {key}", without);
        Assert.Equal(SamplePlan.Text.Split('\n').Where(IsComment), without.Where(IsComment));
        Assert.True(PlanSource.Read(SamplePlan.Text)!.SameEntriesBut(PlanSource.Read(string.Join('\n', without))!, "contacts", key));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_that_is_written_back_as_it_was_read_changes_nothing_and_every_example_is_one(string part)
    {
        var source = PlanSource.Read(SamplePlan.Text)!;
        if (source.Section(part) is { } standing)
        {
            Assert.Equal(SamplePlan.Text, source.WithSection(part, standing));
        }

        var example = PlanSections.Find(part)!.Example;
        Assert.True(PlanSource.Read(example)!.Holds(part));
        var text = source.WithSection(part, example);
        Assert.Equal(example, PlanSource.Read(text)!.Section(part));
        Assert.True(source.SameBut(PlanSource.Read(text)!, part));
        Assert.Equal(SamplePlan.Text.Split('\n').Where(line => line.StartsWith('#')), text.Split('\n').Where(line => line.StartsWith('#')));

        // What refers to it may be wrong now, but the example itself reads without a mistake.
        var first = PlanSource.Read(text)!.LineOf(part)!.Value;
        var problems = PlanFile.Parse("after", text).Problems.Where(one => one.Line >= first && one.Line < first + example.Split('\n').Length);
        Assert.DoesNotContain(problems, one => !one.Sentence.StartsWith("There is no", StringComparison.Ordinal) && !one.Sentence.Contains("no contact", StringComparison.Ordinal));
    }

    [Fact]
    public void A_part_that_was_not_there_stands_in_the_order_of_the_file_and_goes_again()
    {
        var bare = PlanSource.Read(SamplePlan.Text)!.WithSection("insurance", null);
        Assert.Null(PlanSource.Read(bare)!.Section("insurance"));
        var back = PlanSource.Read(bare)!.WithSection("insurance", "insurance:\n  insurer: Tailspin");
        var order = PlanSections.Order.Select(name => PlanSource.Read(back)!.LineOf(name)).OfType<int>().ToList();
        Assert.Equal(order.Order(), order);
        Assert.Equal("insurance:\n  insurer: Tailspin", PlanSource.Read(back)!.Section("insurance"));
    }

    [Theory]
    [InlineData("contacts:\n  - key: a\n    # by night\n    name: Ann # the chief\n    methods:\n      - {kind: web}   # first\n      - {kind: mail, address: a@b.example}\n\n  # next\n  - key: b\n    name: Bob\n", "contacts:\n  - key: a\n    # by night\n    name: Ann # the chief\n    kind: pr\n    methods:\n      - {kind: web}   # first\n      - {kind: sms, address: \"+15125550101\"}\n\n  # next\n  - key: b\n    name: Bob\n")]
    [InlineData("contacts:\n- key: a\n  methods: [{kind: web}]\n  name: Ann\n", "contacts:\n- key: a\n  methods:\n    - kind: web\n    - {kind: sms, address: \"+15125550101\"}\n  name: Ann\n  kind: pr\n")]
    [InlineData("contacts:\n  - {key: a, name: Ann, methods: [{kind: web}]}\n  - {key: b, name: Bob}\n", "contacts:\n  - key: a\n    name: Ann\n    kind: pr\n    methods:\n      - kind: web\n      - {kind: sms, address: \"+15125550101\"}\n  - {key: b, name: Bob}\n")]
    [InlineData("contacts: [{key: a, name: Ann}]\ntools: []\n", "contacts:\n  - key: a\n    name: Ann\n    kind: pr\n    methods:\n      - kind: web\n      - {kind: sms, address: \"+15125550101\"}\ntools: []\n")]
    [InlineData("contacts:\n  -\n    name: Ann\n    key: a\n    methods:\n      - kind: web", "contacts:\n  -\n    name: Ann\n    kind: pr\n    key: a\n    methods:\n      - kind: web\n      - {kind: sms, address: \"+15125550101\"}")]
    [InlineData("contacts:\r\n  - name: Ann\r\n    key: a\r\n    methods:\r\n      - kind: web\r\n", "contacts:\r\n  - name: Ann\r\n    kind: pr\r\n    key: a\r\n    methods:\r\n      - kind: web\r\n      - {kind: sms, address: \"+15125550101\"}\r\n")]
    [InlineData("contacts:\n  - organisation: Acme\n\n    # the name\n    name: Ann\n    key: a\n    methods:\n      - kind: web\n", "contacts:\n  - name: Ann\n\n    # the name\n    kind: pr\n    key: a\n    methods:\n      - kind: web\n      - {kind: sms, address: \"+15125550101\"}\n")]
    public void A_contact_is_found_and_written_however_its_file_is_laid_out(string before, string after)
    {
        var source = PlanSource.Read(before)!;
        var web = YamlNodes.Map([("kind", YamlNodes.Text("web"))]);
        var text = YamlNodes.Map([("kind", YamlNodes.Text("sms")), ("address", YamlNodes.Text("+15125550101"))]);
        var wanted = YamlNodes.Map([("key", YamlNodes.Text("a")), ("name", YamlNodes.Text("Ann")), ("kind", YamlNodes.Text("pr")), ("methods", YamlNodes.List([web, text]))]);
        var written = source.WithEntry("contacts", wanted);
        Assert.Equal(after, written);
        Assert.True(YamlNodes.Same(PlanSource.Read(written)!.Entry("contacts", "a"), wanted));
        Assert.Equal(after, PlanSource.Read(written)!.WithEntry("contacts", wanted));
    }

    [Fact]
    public void Whatever_is_said_is_read_back_as_it_was_said()
    {
        var random = new Random(20261128);
        const string Letters = "abzÄß 0:9-+#,'\"\\[]{}&*!|>%@`~?=.\t";
        for (var round = 0; round < 400; round++)
        {
            var said = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Letters[random.Next(Letters.Length)])).Trim();
            if (said.Length == 0)
            {
                continue;
            }

            var source = PlanSource.Read(SamplePlan.Text)!;
            var contact = With(With(source.Entry("contacts", "lena")!, "name", YamlNodes.Text(said)), "languages", YamlNodes.List([YamlNodes.Text(said), YamlNodes.Text("en")]));
            contact = With(contact, "methods", YamlNodes.List([YamlNodes.Map([("kind", YamlNodes.Text("mail")), ("address", YamlNodes.Text(said))])]));
            var after = PlanSource.Read(source.WithEntry("contacts", contact));
            Assert.True(after is not null && YamlNodes.Same(after.Entry("contacts", "lena"), contact), said);
            Assert.True(source.SameBut(after!, "contacts") && source.SameEntriesBut(after!, "contacts", "lena"), said);
        }
    }

    private static bool IsComment(string line) => line.TrimStart().StartsWith('#');

    private static YamlMap With(YamlMap entry, string key, YamlNode value) => YamlNodes.Map(entry.Entries.Select(one => (one.Key, (YamlNode?)(one.Key == key ? value : one.Value))));
}
