using System.Diagnostics;
using System.Text;
using CsCheck;
using IncidentBot.Core.Plans;

namespace IncidentBot.Tests.Plans;

public sealed class PlanFileTests
{
    private static readonly string[] Junk = ["\t", "&a ", "*a", "- ", "? ", "[", "{", "}", "\"", "'", "|", ">", "!!x ", ": ", "---\n", "...\n", "%YAML 1.2\n", "\u0000", "\ud800", "\r", "\u2028", "<<: ", "~", "null", "#"];

    /// <summary>What is put in place of what, the text on whose line the problem must stand (in the spoilt plan), and what its sentence must say.</summary>
    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "contacts:\n", "contcats:\n", "contcats:", "Unknown key 'contcats' in the plan; did you mean 'contacts'?" },
        { "    employer: provider\n", "    employr: provider\n", "employr:", "did you mean 'employer'?" },
        { "    mail: nora@", "    shoe_size: 43\n    mail: nora@", "shoe_size", "the keys here are handle, name, employer, grants, mail" },
        { "slug: contoso-dental", "# slug", "provider:  ", "The key 'slug' is missing in the plan; add it, for example slug: contoso-dental" },
        { "slug: contoso-dental", "slug: Contoso_Dental", "slug: C", "may hold only lower-case letters" },
        { "zone: America/Chicago", "zone: America/Chigago", "Chigago", "is no time zone; did you mean 'America/Chicago'?" },
        { "handle: sam", "handle: nora", "handle: nora\n    name: Sam", "The handle 'nora' is used twice (first on line 20)" },
        { "key: sam", "key: nora", "key: nora\n    name: Sam", "The contact key 'nora' is used twice" },
        { "employer: client", "employer: contoso", "employer: contoso", "use one of provider, client" },
        { "grants: [legal]", "grants: [lawyer]", "[lawyer]", "'lawyer' is no grant" },
        { "grants: [legal]", "grants: legal", "grants: legal", "'grants' must be a list" },
        { "grants: [operator]", "grants: []", "grants: []", "'grants' is empty" },
        { "mail: olga@northwind.example.com", "mail: olga.northwind.example.com", "mail: olga.", "is no mail address" },
        { "name: Olga Lindqvist", "name:", "name:\n", "'name' is empty" },
        { "name: Olga Lindqvist", "name: [Olga]", "name: [Olga]", "'name' must be a single text" },
        { "kind: pr\n", "kind: press\n", "kind: press", "'press' is no kind of contact" },
        { "person: dana", "person: dena", "person: dena", "There is no person 'dena'; did you mean 'dana'?" },
        { "languages: [en, hi]", "languages: [English]", "[English]", "is no language code" },
        { "\"+15125550101\"}", "\"(512) 555-0101\"}", "(512)", "E.164" },
        { "address: crisis@proseware.example.com", "address: crisis", "address: crisis}", "'crisis' is no mail address" },
        { "{kind: pagerduty, address: northwind-soc}", "{kind: pagerduty}", "{kind: pagerduty}", "The key 'address' is missing in this method" },
        { "{kind: pagerduty, address: northwind-soc}", "{kind: webhook, address: http://soc.example.com}", "webhook", "beginning with https://" },
        { "{kind: voice, address: \"+13125550140\"}", "{kind: web}", "{kind: web}", "Only a contact with an account can be reached by web" },
        { "executive: {contact: evan}", "executive: {contact: even}", "contact: even}", "There is no contact 'even'; did you mean 'evan'?" },
        { "deputies: [ravi, northwind-soc]", "deputies: [ravi, northwind-sock]", "northwind-sock", "There is no contact 'northwind-sock'" },
        { "deputies: [ravi, northwind-soc]", "deputies: [ravi, sam]", "[ravi, sam]", "'sam' stands twice in the role 'technical-lead'" },
        { "  legal: {contact: lena, deputies: [milo, breach-counsel]}", "  counsel: {contact: lena}", "incident-manager: {contact", "The role 'legal' is missing, so nobody would get the legal deadlines" },
        { "  legal: {contact: lena, deputies: [milo, breach-counsel]}", "  legal: {contact: breach-counsel}", "legal: {contact: breach", "Nobody in the role 'legal' has an account with the grant legal" },
        { "  executive: {contact: evan}", "  executive: {contact: evan}\n  dana: {contact: evan}", "  dana: {", "'dana' is a role and also the contact of line" },
        { "severities: [4, 5]", "severities: [4]", "- severities: [1]", "No escalation rule covers severity 5" },
        { "severities: [4, 5]", "severities: [3, 4, 5]", "[3, 4, 5]", "Severity 3 stands in two places" },
        { "severities: [4, 5]", "severities: [4, 5, 6]", "[4, 5, 6]", "'6' is no severity" },
        { "wait: 30m", "wait: half an hour", "half an hour", "is no duration; write 5m, 1h30m or 2d" },
        { "wait: 1h}", "wait: 0m}", "wait: 0m", "is no duration" },
        { "{page: [executive], wait: 30m}", "{page: [exekutive], wait: 30m}", "exekutive", "There is no role or contact 'exekutive'; did you mean 'executive'?" },
        { "code: EU-DE", "code: Germany", "code: Germany", "is no code of a jurisdiction" },
        { "code: EU-DE", "code: US-TX", "code: US-TX                   # the practice", "The jurisdiction 'US-TX' is used twice" },
        { "portal: https://tx-ag.example.com/breach", "portal: tx-ag.example.com", "portal: tx-ag", "is no web address" },
        { "  set_by: lena\n", "", "entity_zone:", "The key 'set_by' is missing in 'legal'" },
        { "  set_on: 2026-09-14\n", "", "entity_zone:", "The key 'set_on' is missing in 'legal'" },
        { "set_on: 2026-09-14", "set_on: 14.9.2026", "set_on: 14", "is no date; write year, month and day" },
        { "set_by: lena", "set_by: evan", "set_by: evan", "'evan' may not set legal facts" },
        { "gdpr_in_scope: true", "gdpr_in_scope: yes", "gdpr_in_scope: yes", "write true or false" },
        { "gdpr_in_scope: true", "gdpr_in_scope:", "gdpr_in_scope:", "has no value; what counsel has not said yet is left out" },
        { "gdpr_in_scope: true", "GDPR in scope: true", "GDPR in scope: true", "is no name of a fact" },
        { "hotline: \"+12125550130\"", "hotline: 1-800-BREACH", "1-800", "E.164" },
        { "panel: [breach-counsel, ", "panel: [breach-council, ", "breach-council", "did you mean 'breach-counsel'?" },
        { "  lost-device:", "  lost-phone:", "lost-phone", "'lost-phone' is no type of incident" },
        { "\n  other:\n", "\n  supply-chain:\n", "ransomware:", "The protocol 'other' is missing" },
        { "    eradication:\n", "    erradication:\n", "erradication:", "did you mean 'eradication'?" },
        { "action: isolate", "action: izolate", "izolate", "'izolate' is no action; did you mean 'isolate'?" },
        { "horizon: long", "horizon: later", "horizon: later", "'later' is no horizon" },
        { "role: forensics}", "role: forensic}", "role: forensic}", "There is no role 'forensic'; did you mean 'forensics'?" },
        { "speaker: communications", "speaker: press-office", "press-office", "There is no role 'press-office'" },
        { "for: logs of thirteen months, ", "", "Northwind SIEM", "The key 'for' is missing in this tool" },
        { "kind: identity", "kind: identities", "kind: identities", "'identities' is no kind of asset; did you mean 'identity'?" },
        { "{name: Active Directory, ", "{name: Microsoft 365, ", "{name: Microsoft 365, kind: cloud", "The asset 'Microsoft 365' stands twice" },
        { "owner: technical-lead, criticality: high}", "owner: tech-lead, criticality: high}", "tech-lead", "There is no role 'tech-lead'" },
        { "criticality: medium", "criticality: middling", "middling", "'middling' is no criticality" },
        { "incident ({reference})", "incident ({client})", "    template:", "A template knows no '{client}'; write {codename} or {reference}, or the words themselves." },
        { "incident ({reference})", "incident ({refrence})", "    template:", "A template knows no '{refrence}'; did you mean 'reference'?" },
        { "incident ({reference})", "incident ({reference)", "    template:", "A curly bracket stands alone in this template; write {codename} or {reference}, or take the bracket away." },
        { "reviewed: {on: 2026-10-12, by: nora}", "reviewed: {on: lately, by: nora}", "on: lately", "'lately' is no date" },
        { "reviewed: {on: 2026-10-12, by: nora}", "reviewed: {on: 2026-10-12, by: norra}", "by: norra", "There is no person 'norra'; did you mean 'nora'?" },
        { "reviewed: {on: 2026-10-12, by: nora}", "reviewed: {by: nora}", "reviewed: {by", "The key 'on' is missing in 'reviewed'" },
        { "name: Contoso Dental\n", "name: Contoso Dental\nname: Contoso\n", "name: Contoso\n", "The key 'name' stands twice here (first on line 9)" },
        { "name: Contoso Dental\n", "name: &it Contoso Dental\n", "&it", "'&it' is an anchor" },
        { "name: Contoso Dental\n", "name: *it\n", "*it", "'*it' is an alias" },
        { "name: Contoso Dental\n", "name: !client Contoso Dental\n", "!client", "is a tag" },
        { "name: Contoso Dental\n", "name: Contoso: Dental\n", "Contoso: Dental", "holds a colon followed by a space needs quotes" },
        { "name: Contoso Dental\n", "name: \"Contoso Dental\n", "name: \"Contoso", "This is not YAML" },
        { "name: Contoso Dental\n", "name: @contoso\n", "@contoso", "no text may begin with this character" },
        { "  - handle: sam", "\t- handle: sam", "\t- handle: sam", "indented with a tab" },
        { "name: Contoso Dental\n", "name: Contoso\u0007Dental\n", "\u0007", "An invisible character (U+0007)" },
        { "name: Contoso Dental\n", "name: Contoso\u2028Dental\n", "\u2028", "An invisible character (U+2028)" },
        { "name: Contoso Dental\n", "name: Contoso \ud800\n", "\ud800", "An invisible character (U+D800)" },
        { "# What is ready before the storm.", "---", "---\ntools", "A second document begins here" },
        { "  slug: northwind", "  slug: contoso-dental", "  slug: contoso-dental", "The provider and the client are both called" },
    };

    [Fact]
    public void A_level_that_only_a_webhook_hears_of_is_refused()
    {
        var text = Paging.LadderScene.Plan.Replace("methods: [{kind: mail, address: eve@tailspin.example.com}]", "methods: [{kind: webhook, address: \"https://hooks.example.com/eve\"}]", StringComparison.Ordinal).Replace("page: [eve, fay]", "page: [eve]", StringComparison.Ordinal);
        Assert.Contains("Nobody whom this level pages (eve) could acknowledge, because a webhook answers nothing", Assert.Single(PlanFile.Parse("tailspin.yaml", text).Problems).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_plan_says_what_is_wrong_on_its_line(string before, string after, string place, string sentence)
    {
        var text = SamplePlan.With(before, after);
        var parse = PlanFile.Parse("contoso-dental.yaml", text);
        var line = Fold(place, text);
        Assert.Null(parse.Plan);
        Assert.True(
            parse.Problems.Any(problem => problem.Line == line && problem.Sentence.Contains(sentence, StringComparison.Ordinal)),
            $"Expected on line {line}: {sentence}\nFound:\n{string.Join('\n', parse.Problems)}");
    }

    // A missing key is said where its mapping begins, so "provider:  " stands for the first line of the plan.
    private static int Fold(string place, string text) => place == "provider:  " ? SamplePlan.LineOf(text, "name: Contoso Dental") : SamplePlan.LineOf(text, place);

    [Theory]
    [InlineData("contacts:\n", "contcats:\n")]
    [InlineData("people:\n", "peopel:\n")]
    [InlineData("\nroles:\n", "\nrolls:\n")]
    [InlineData("zone: America/Chicago", "zone: America/Chigago")]
    [InlineData("    employer: provider\n", "    employr: provider\n")]
    [InlineData("kind: pr\n", "kind: press\n")]
    [InlineData("{contact: lena, ", "{contakt: lena, ")]
    public void One_mistake_makes_one_problem(string before, string after) => Only(PlanFile.Parse("p.yaml", SamplePlan.With(before, after)));

    [Fact]
    public void All_problems_are_told_in_the_order_of_their_lines()
    {
        var text = SamplePlan.Text.Replace("kind: pr\n", "kind: press\n", StringComparison.Ordinal).Replace("wait: 1h}", "wait: long}", StringComparison.Ordinal).Replace("name: Olga", "nmae: Olga", StringComparison.Ordinal);
        var problems = PlanFile.Parse("p.yaml", text).Problems;
        Assert.Equal(3, problems.Count);
        Assert.Equal(["nmae", "press", "'long'"], problems.Select(problem => new[] { "nmae", "press", "'long'" }.Single(problem.Sentence.Contains)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment\n")]
    public void An_empty_file_is_told(string text) => Assert.Contains("The file is empty", Only(PlanFile.Parse("p.yaml", text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("just words")]
    [InlineData("- a\n- list\n")]
    public void A_file_that_is_no_mapping_is_told(string text) => Assert.Contains("A plan must hold keys with values", Only(PlanFile.Parse("p.yaml", text)), StringComparison.Ordinal);

    [Fact]
    public void A_file_over_one_megabyte_is_refused_unread()
    {
        Assert.Contains("larger than 1 MB", Only(PlanFile.Parse("p.yaml", new string('#', PlanFile.Largest + 1))), StringComparison.Ordinal);
        Assert.Contains("larger than 1 MB", Only(PlanFile.Parse("p.yaml", new byte[PlanFile.Largest + 1])), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_found()
    {
        var bytes = Encoding.Latin1.GetBytes("slug: contoso-dental\nname: Praxis K\u00f6ln\n");
        var problem = Assert.Single(PlanFile.Parse("p.yaml", bytes).Problems);
        Assert.Equal((2, 15), (problem.Line, problem.Column));
        Assert.Contains("not UTF-8", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_of_aliases_nests_or_wrong_words_costs_little()
    {
        var watch = Stopwatch.StartNew();
        var laughs = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n";
        Assert.All(PlanFile.Parse("p.yaml", laughs).Problems, problem => Assert.InRange(problem.Line, 1, 3));
        Assert.Contains("nested more than", Only(PlanFile.Parse("p.yaml", "a: " + new string('[', 500_000))), StringComparison.Ordinal);
        Assert.Contains("nested more than", Only(PlanFile.Parse("p.yaml", string.Concat(Enumerable.Repeat("- ", 400_000)))), StringComparison.Ordinal);
        var zones = SamplePlan.Text.Replace("contacts:\n", "contacts:\n" + string.Concat(Enumerable.Range(0, 20_000).Select(n => $"  - {{key: c{n}, zone: America/X{n}}}\n")), StringComparison.Ordinal);
        Assert.InRange(PlanFile.Parse("p.yaml", zones).Problems.Count, 400, 501);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void Mutated_plans_never_throw()
    {
        var junk = Gen.OneOf(Gen.String, Gen.Int[0, Junk.Length - 1].Select(place => Junk[place]));
        var change = Gen.Select(Gen.Int[0, SamplePlan.Lines.Count - 1], Gen.Int[0, 60], Gen.Int[0, 3], junk);
        change.List[1, 6].Sample(
            changes =>
            {
                var lines = SamplePlan.Lines.ToList();
                foreach (var (line, column, kind, text) in changes)
                {
                    var at = Math.Min(column, lines[line].Length);
                    lines[line] = kind switch
                    {
                        0 => lines[line].Insert(at, text),
                        1 => lines[line][..at] + text,
                        2 => text,
                        _ => lines[(line * 7 + column) % lines.Count],
                    };
                }

                Check(string.Join('\n', lines));
            },
            iter: 2_000);
    }

    [Fact]
    public void Arbitrary_text_and_bytes_never_throw()
    {
        Gen.String.Sample(Check, iter: 5_000);
        Gen.Char[" \n\t:-[]{}&*!|>'\"%@`#,?abc~"].Array[0, 40].Sample(letters => Check(new string(letters)), iter: 20_000);
        Gen.Byte.Array[0, 60].Sample(bytes => { PlanFile.Parse("p.yaml", bytes); }, iter: 5_000);
    }

    private static void Check(string text)
    {
        var parse = PlanFile.Parse("p.yaml", text);
        Assert.Equal(parse.Plan is null, parse.Problems.Count > 0);
        var lines = text.AsSpan().Count('\n') + 1;
        Assert.All(parse.Problems, problem => Assert.InRange(problem.Line, 1, lines));
    }

    private static string Only(PlanParse parse) => Assert.Single(parse.Problems).Sentence;
}
